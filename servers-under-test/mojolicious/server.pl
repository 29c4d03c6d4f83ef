use Mojolicious::Lite -signatures;

websocket '/' => sub ($c) {
  $c->tx->with_protocols('chat', 'superchat');
  $c->tx->with_compression;
  $c->on(text   => sub ($c, $message) { $c->send({text   => $message}) });
  $c->on(binary => sub ($c, $message) { $c->send({binary => $message}) });
};

app->start;
