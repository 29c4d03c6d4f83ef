-module(echo).
-export([start/0, out/1, handle_message/1]).

start() ->
    Work = os:getenv("WORK"),
    Port = list_to_integer(os:getenv("PORT")),
    Server = [{listen, {127, 0, 0, 1}}, {port, Port}, {appmods, [{"/", echo}]}],
    ok = yaws:start_embedded(Work, Server, [{logdir, Work}], "echo").

out(_Request) ->
    {websocket, echo, [{origin, any}]}.

handle_message({text, Text}) -> {reply, {text, Text}};
handle_message({binary, Octets}) -> {reply, {binary, Octets}};
handle_message({close, Status, _Reason}) -> {close, Status};
handle_message(_Other) -> noreply.
