# perl driver.pl URL [PROTOCOL,…]: a driver for Protocol::WebSocket::Client on a blocking socket (docs/clients.md).
use v5.20;
use warnings;
use IO::Socket::INET;
use JSON::PP;
use Protocol::WebSocket::Client;

my ($url, $protocols) = @ARGV;
my ($opened, $ended) = (0, 0);
STDOUT->autoflush(1);

sub finish { say "@_" if @_; exit($opened ? 0 : "@_" eq 'HUNG' ? 3 : 1) }

do { say 'SKIP the client of Protocol::WebSocket has no subprotocols'; exit 77 } if length($protocols // '');
my $client = eval { Protocol::WebSocket::Client->new(url => $url) } or finish('FAIL', $@ =~ s/ at \S+ line .*|\n/ /gsr);
do { say 'SKIP the client of Protocol::WebSocket has no TLS'; exit 77 } if $client->url->secure;
$SIG{ALRM} = sub { $opened ? finish() : finish('HUNG') };
alarm(($ENV{WSSPEC_TIMEOUT_MS} // 5000) / 1000);
my $socket = IO::Socket::INET->new(PeerHost => $client->url->host, PeerPort => $client->url->port)
  or finish('FAIL', $@);
$client->on(write => sub { $socket->syswrite($_[1]) });
$client->on(error => sub { finish($opened ? 'ERROR' : 'FAIL', $_[1]) });
$client->on(connect => sub {
  $opened = 1;
  say 'OPEN {"protocol":""}';
  $client->write('hello');
});
$client->on(read => sub {
  my ($client, $message) = @_;
  say 'MESSAGE ', JSON::PP->new->allow_nonref->encode($message);
  $client->disconnect if $message eq 'hello';
});
$client->connect;
while ($socket->sysread(my $buffer, 65536)) {
  eval { $client->read($buffer); 1 } or finish($opened ? 'ERROR' : 'FAIL', $@ =~ s/ at \S+ line .*|\n/ /gsr);
}
finish($opened ? 'CLOSE' : 'FAIL', 1006);
