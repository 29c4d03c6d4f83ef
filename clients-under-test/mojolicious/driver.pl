# perl driver.pl URL [PROTOCOL,…]: a driver for the client of Mojolicious (docs/clients.md).
use Mojo::Base -strict;
use Mojo::IOLoop;
use Mojo::JSON qw(to_json);
use Mojo::UserAgent;

my ($url, $protocols) = @ARGV;
my $opened = 0;
STDOUT->autoflush(1);

sub finish { say "@_" if @_; exit($opened ? 0 : "@_" eq 'HUNG' ? 3 : 1) }

my $ua = Mojo::UserAgent->new;
$ua->ca($ENV{WSSPEC_CAFILE}) if $ENV{WSSPEC_CAFILE};
Mojo::IOLoop->timer(($ENV{WSSPEC_TIMEOUT_MS} // 5000) / 1000 => sub { $opened ? finish() : finish('HUNG') });
$ua->websocket(
  $url => [split /,/, $protocols // ''] => sub {
    my (undef, $tx) = @_;
    finish('FAIL', ($tx->error // {})->{message} // 'status ' . $tx->res->code) unless $tx->is_websocket;
    $opened = 1;
    say 'OPEN ', to_json({protocol => $tx->protocol // ''});
    $tx->on(
      finish => sub {
        my ($tx, $code) = @_;
        say "CLOSE $code";
        my $stream = Mojo::IOLoop->stream($tx->connection);    # its Close is still to be written
        $stream ? $stream->on(close => sub { finish() }) : finish();
      }
    );
    $tx->on(
      message => sub {
        my ($tx, $message) = @_;
        say 'MESSAGE ', to_json($message);
        $tx->finish(1000) if $message eq 'hello';
      }
    );
    $tx->send('hello');
  }
);
Mojo::IOLoop->start;
