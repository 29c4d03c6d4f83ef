// driver URL [PROTOCOL,…]: a driver for the WebSocket client of the C++ REST SDK (docs/clients.md).
#include "../kit/attempt.hpp"
#include <cpprest/ws_client.h>
#include <cstdlib>
#include <sstream>

using namespace web::websockets::client;

void talk(const std::string &url, const std::string &protocols) {
  websocket_client_config config;
  std::istringstream names(protocols);
  for (std::string name; std::getline(names, name, ',');) config.add_subprotocol(name);
  if (auto file = std::getenv("WSSPEC_CAFILE"))
    config.set_ssl_context_callback([=](boost::asio::ssl::context &context) { context.load_verify_file(file); });
  websocket_client client{config};
  client.connect(url).wait();
  // The library has no way to ask for the subprotocol that the server selected.
  opened();
  websocket_outgoing_message hello;
  hello.set_utf8_message("hello");
  client.send(hello).wait();
  for (;;) {
    auto text = client.receive().get().extract_string().get();
    message(text);
    if (text == "hello") break;
  }
  client.close(websocket_close_status::normal).wait();
  std::cout << "CLOSE 1000" << std::endl;
}

int main(int count, char **words) {
  run([=] { talk(words[1], count > 2 ? words[2] : ""); });
}
