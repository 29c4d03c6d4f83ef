% swipl driver.pl URL [PROTOCOL,…]: a driver for the WebSocket client of SWI-Prolog (docs/clients.md).
:- use_module(library(http/http_open)).
:- use_module(library(http/http_ssl_plugin)).
:- use_module(library(http/json)).
:- use_module(library(http/websocket)).
:- use_module(library(time)).

:- initialization(main, main).
:- dynamic opened/0.

say(Format, Values) :-
    format(Format, Values),
    nl,
    flush_output.

finish :- opened, !, halt(0).
finish :- halt(1).

give_up :- opened, !, halt(0).
give_up :- say('HUNG', []), halt(3).

milliseconds(Ms) :- getenv('WSSPEC_TIMEOUT_MS', Text), !, atom_number(Text, Ms).
milliseconds(5000).

trust([cacerts([file(File)])]) :- getenv('WSSPEC_CAFILE', File), !.
trust([]).

offer([Names|_], [subprotocols(Protocols)]) :- Names \== '', !, atomic_list_concat(Protocols, ',', Names).
offer(_, []).

chosen(Socket, Protocol) :- ws_property(Socket, subprotocol(Protocol)), Protocol \== null, !.
chosen(_, '').

main :-
    current_prolog_flag(argv, [URL|Rest]),
    milliseconds(Ms),
    Seconds is Ms / 1000,
    catch(call_with_time_limit(Seconds, talk(URL, Rest)), Error, failed(Error)),
    finish.

failed(time_limit_exceeded) :- !, give_up.
failed(Error) :- opened, !, say('ERROR ~q', [Error]).
failed(Error) :- say('FAIL ~q', [Error]).

talk(URL, Rest) :-
    offer(Rest, Offer),
    trust(Trust),
    append(Offer, Trust, Options),
    http_open_websocket(URL, Socket, Options),
    assertz(opened),
    chosen(Socket, Protocol),
    json_line('OPEN', json{protocol:Protocol}),
    ws_send(Socket, text("hello")),
    converse(Socket).

json_line(Word, Value) :-
    with_output_to(string(Text), json_write_dict(current_output, Value, [width(0)])),
    say('~w ~s', [Word, Text]).

converse(Socket) :-
    ws_receive(Socket, Message),
    heard(Message, Socket).

heard(Message, Socket) :- Message.opcode == close, !, ws_close(Socket, 1000, ""), say('CLOSE', []).
heard(Message, Socket) :-
    json_line('MESSAGE', Message.data),
    (   Message.data == "hello"
    ->  ws_close(Socket, 1000, ""),
        say('CLOSE 1000', [])
    ;   converse(Socket)
    ).
