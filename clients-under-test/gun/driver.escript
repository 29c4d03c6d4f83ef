#!/usr/bin/env escript
%% escript driver.escript URL [PROTOCOL,…]: a driver for the WebSocket client of Gun (docs/clients.md).
-mode(compile).

main([Url]) -> main([Url, ""]);
main([Url, Names]) ->
    [code:add_pathz(Path) || Path <- filelib:wildcard("/usr/lib/rabbitmq/lib/*/plugins/{gun,cowlib}-*/ebin")],
    logger:set_primary_config(level, none),
    {ok, _} = application:ensure_all_started(gun),
    timer:send_after(list_to_integer(os:getenv("WSSPEC_TIMEOUT_MS", "5000")), late),
    #{scheme := Scheme, host := Host, path := Path} = Parts = uri_string:parse(Url),
    Target = case Path of "" -> "/"; _ -> Path end ++ [[$?, Query] || {query, Query} <- maps:to_list(Parts)],
    Options = transport(Scheme),
    Port = maps:get(port, Parts, maps:get(port, Options)),
    case gun:open(Host, Port, (maps:remove(port, Options))#{retry => 0, protocols => [http]}) of
        {ok, Pid} ->
            monitor(process, Pid),
            loop(Pid, false, fun() -> gun:ws_upgrade(Pid, Target, [], offer(string:lexemes(Names, ","))) end);
        {error, Reason} -> ended(false, Reason)
    end.

transport("wss") ->
    Trust = case os:getenv("WSSPEC_CAFILE") of false -> []; File -> [{cacertfile, File}] end,
    #{port => 443, transport => tls, transport_opts => Trust};
transport(_) -> #{port => 80, transport => tcp}.

offer([]) -> #{};
offer(Names) -> #{protocols => [{list_to_binary(Name), gun_ws_h} || Name <- Names]}.

loop(Pid, Opened, Upgrade) ->
    receive
        {gun_up, Pid, _} -> Upgrade();
        {gun_response, Pid, _, _, Status, _} -> ended(Opened, {status, Status});
        {gun_upgrade, Pid, _, _, Headers} ->
            say("OPEN {\"protocol\":~s}", [quoted(proplists:get_value(<<"sec-websocket-protocol">>, Headers, ""))]),
            gun:ws_send(Pid, {text, <<"hello">>}),
            loop(Pid, true, Upgrade);
        {gun_ws, Pid, _, {text, Text}} ->
            say("MESSAGE ~s", [quoted(Text)]),
            [gun:ws_send(Pid, {close, 1000, <<>>}) || Text =:= <<"hello">>];
        {gun_ws, Pid, _, {close, Code, _}} -> ended(Opened, Code);
        {gun_error, Pid, _, Reason} -> failed(Opened, Reason);
        {gun_error, Pid, Reason} -> failed(Opened, Reason);
        {gun_down, Pid, _, Reason, _, _} -> ended(Opened, Reason);
        {'DOWN', _, _, Pid, Reason} -> ended(Opened, Reason);
        late when Opened -> halt(0);
        late -> say("HUNG", []), halt(3)
    end,
    loop(Pid, Opened, Upgrade).

failed(Opened, Reason) ->
    say("ERROR ~0p", [Reason]),
    Opened orelse receive after 700 -> ended(false, Reason) end.

ended(true, Reason) -> say("CLOSE ~0p", [Reason]), halt(0);
ended(false, Reason) -> say("FAIL ~0p", [Reason]), halt(1).

quoted(Text) -> io_lib:format("\"~s\"", [re:replace(Text, "[\"\\\\[:cntrl:]]", "?", [global])]).

say(Format, Values) -> io:format(Format ++ "~n", Values).
