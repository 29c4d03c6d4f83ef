use v5.36;
use IO::Socket::INET;
use Protocol::WebSocket::Handshake::Server;

$SIG{CHLD} = 'IGNORE';

my $server = IO::Socket::INET->new(
    LocalAddr => '127.0.0.1',
    LocalPort => $ENV{PORT},
    Listen    => 64,
    ReuseAddr => 1,
) or die "$@\n";

while (my $client = $server->accept) {
    next if fork // die "fork: $!\n";
    serve($client);
    exit;
}

sub serve ($client) {
    my $handshake = Protocol::WebSocket::Handshake::Server->new;
    my $octets;
    until ($handshake->is_done) {
        $client->sysread($octets, 65536) or return;
        next if $handshake->parse($octets);
        warn $handshake->error, "\n";
        $client->syswrite("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
        return;
    }
    $client->syswrite($handshake->to_string);

    my $frame = $handshake->build_frame;
    do {
        $frame->append($octets);
        while (defined(my $payload = $frame->next_bytes)) {
            my $type
                = $frame->is_text   ? 'text'
                : $frame->is_binary ? 'binary'
                : $frame->is_ping   ? 'pong'
                : $frame->is_close  ? 'close'
                :                     next;
            $client->syswrite($handshake->build_frame(type => $type, buffer => $payload)->to_bytes);
            return if $frame->is_close;
        }
    } while $client->sysread($octets, 65536);
}
