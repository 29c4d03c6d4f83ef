// driver URL [PROTOCOL,…]: a driver for the client of WebSocket++ (docs/clients.md).
#include "../kit/attempt.hpp"
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <websocketpp/client.hpp>
#include <websocketpp/config/asio_client.hpp>
#include <websocketpp/config/asio_no_tls_client.hpp>

namespace ssl = websocketpp::lib::asio::ssl;
using websocketpp::connection_hdl;

void verify(websocketpp::client<websocketpp::config::asio_client> &, const std::string &) {}

void verify(websocketpp::client<websocketpp::config::asio_tls_client> &client, const std::string &host) {
  client.set_tls_init_handler([=](connection_hdl) {
    auto context = websocketpp::lib::make_shared<ssl::context>(ssl::context::tls_client);
    context->set_default_verify_paths();
    if (auto file = std::getenv("WSSPEC_CAFILE")) context->load_verify_file(file);
    context->set_verify_mode(ssl::verify_peer);
    context->set_verify_callback(ssl::rfc2818_verification(host));
    return context;
  });
}

template <typename Config> void talk(const std::string &url, const std::string &protocols) {
  using Client = websocketpp::client<Config>;
  Client client;
  client.clear_access_channels(websocketpp::log::alevel::all);
  client.clear_error_channels(websocketpp::log::elevel::all);
  client.init_asio();
  verify(client, websocketpp::uri(url).get_host());

  client.set_open_handler([&](connection_hdl handle) {
    opened(client.get_con_from_hdl(handle)->get_response_header("Sec-WebSocket-Protocol"));
    client.send(handle, "hello", websocketpp::frame::opcode::text);
  });
  client.set_message_handler([&](connection_hdl handle, typename Client::message_ptr received) {
    message(received->get_payload());
    if (received->get_payload() == "hello") client.close(handle, websocketpp::close::status::normal, "");
  });
  client.set_fail_handler([&](connection_hdl handle) {
    failed(client.get_con_from_hdl(handle)->get_ec().message());
  });
  client.set_close_handler([&](connection_hdl handle) {
    std::cout << "CLOSE " << client.get_con_from_hdl(handle)->get_remote_close_code() << std::endl;
  });

  websocketpp::lib::error_code error;
  auto connection = client.get_connection(url, error);
  if (error) throw std::system_error(error);
  std::istringstream names(protocols);
  for (std::string name; std::getline(names, name, ',');) connection->add_subprotocol(name);
  client.connect(connection);
  client.run();
}

int main(int count, char **words) {
  std::string url = words[1], protocols = count > 2 ? words[2] : "";
  run([=] {
    auto secure = websocketpp::uri(url).get_secure();
    auto start = secure ? talk<websocketpp::config::asio_tls_client> : talk<websocketpp::config::asio_client>;
    start(url, protocols);
  });
}
