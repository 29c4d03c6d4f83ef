# perl driver.pl URL [PROTOCOL,…]: a driver for AnyEvent::WebSocket::Client (docs/clients.md).
use v5.20;
use warnings;
use AnyEvent;
use AnyEvent::WebSocket::Client;
use JSON::PP;

my ($url, $protocols) = @ARGV;
my @protocols = split /,/, $protocols // '';
my $json = JSON::PP->new->allow_nonref;
my ($opened, $connection) = (0);
STDOUT->autoflush(1);

sub finish { say "@_" if @_; exit($opened ? 0 : "@_" eq 'HUNG' ? 3 : 1) }

my $timer = AE::timer(($ENV{WSSPEC_TIMEOUT_MS} // 5000) / 1000, 0, sub { $opened ? finish() : finish('HUNG') });
my $client = AnyEvent::WebSocket::Client->new(
  (@protocols ? (subprotocol => \@protocols) : ()),
  ($ENV{WSSPEC_CAFILE} ? (ssl_ca_file => $ENV{WSSPEC_CAFILE}) : ()),
);
$client->connect($url)->cb(sub {
  $connection = eval { shift->recv };
  finish('FAIL', $@ =~ s/ at \S+ line .*|\n/ /gsr) unless $connection;
  $opened = 1;
  say 'OPEN ', $json->encode({protocol => $connection->subprotocol // ''});
  $connection->on(each_message => sub {
    my ($connection, $message) = @_;
    say 'MESSAGE ', $json->encode($message->body);
    $connection->close(1000) if $message->body eq 'hello';
  });
  $connection->on(parse_error => sub { say "ERROR $_[1]" });
  $connection->on(finish => sub { finish('CLOSE', $connection->close_code // 1006) });
  $connection->send('hello');
});
AE::cv->recv;
