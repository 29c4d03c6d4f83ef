// driver URL [PROTOCOL,…]: a driver for the client of WebSocket++ (docs/clients.md).
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <thread>
#include <websocketpp/client.hpp>
#include <websocketpp/config/asio_client.hpp>
#include <websocketpp/config/asio_no_tls_client.hpp>

namespace ssl = websocketpp::lib::asio::ssl;
using websocketpp::connection_hdl;

std::atomic<bool> opened{false};

[[noreturn]] void finish(int code) {
  std::cout.flush();
  std::_Exit(code);
}

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

template <typename Config> void run(const std::string &url, const std::string &protocols) {
  using Client = websocketpp::client<Config>;
  Client client;
  client.clear_access_channels(websocketpp::log::alevel::all);
  client.clear_error_channels(websocketpp::log::elevel::all);
  client.init_asio();
  verify(client, websocketpp::uri(url).get_host());

  client.set_open_handler([&](connection_hdl handle) {
    opened = true;
    auto protocol = client.get_con_from_hdl(handle)->get_response_header("Sec-WebSocket-Protocol");
    std::cout << "OPEN {\"protocol\":" << std::quoted(protocol) << '}' << std::endl;
    client.send(handle, "hello", websocketpp::frame::opcode::text);
  });
  client.set_message_handler([&](connection_hdl handle, typename Client::message_ptr message) {
    std::cout << "MESSAGE " << std::quoted(message->get_payload()) << std::endl;
    if (message->get_payload() == "hello") client.close(handle, websocketpp::close::status::normal, "");
  });
  client.set_fail_handler([&](connection_hdl handle) {
    std::cout << "FAIL " << client.get_con_from_hdl(handle)->get_ec().message() << std::endl;
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
  auto timeout = std::getenv("WSSPEC_TIMEOUT_MS");
  std::string url = words[1], protocols = count > 2 ? words[2] : "";
  std::thread([=] {
    std::this_thread::sleep_for(std::chrono::milliseconds(timeout ? std::atoi(timeout) : 5000));
    if (!opened) std::cout << "HUNG" << std::endl;
    finish(opened ? 0 : 3);
  }).detach();
  try {
    auto secure = websocketpp::uri(url).get_secure();
    auto start = secure ? run<websocketpp::config::asio_tls_client> : run<websocketpp::config::asio_client>;
    start(url, protocols);
  } catch (const std::exception &error) {
    std::cout << (opened ? "ERROR " : "FAIL ") << error.what() << std::endl;
  }
  finish(opened ? 0 : 1);
}
