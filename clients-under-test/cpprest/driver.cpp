// driver URL [PROTOCOL,…]: a driver for the WebSocket client of the C++ REST SDK (docs/clients.md).
#include <atomic>
#include <chrono>
#include <cpprest/ws_client.h>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <thread>

using namespace web::websockets::client;

std::atomic<bool> opened{false};

[[noreturn]] void finish(int code) {
  std::cout.flush();
  std::_Exit(code);
}

void run(const std::string &url, const std::string &protocols) {
  websocket_client_config config;
  std::istringstream names(protocols);
  for (std::string name; std::getline(names, name, ',');) config.add_subprotocol(name);
  if (auto file = std::getenv("WSSPEC_CAFILE"))
    config.set_ssl_context_callback([=](boost::asio::ssl::context &context) { context.load_verify_file(file); });
  websocket_client client{config};
  client.connect(url).wait();
  opened = true;
  // The library has no way to ask for the subprotocol that the server selected.
  std::cout << "OPEN {}" << std::endl;
  websocket_outgoing_message hello;
  hello.set_utf8_message("hello");
  client.send(hello).wait();
  for (;;) {
    auto message = client.receive().get().extract_string().get();
    std::cout << "MESSAGE " << std::quoted(message) << std::endl;
    if (message == "hello") break;
  }
  client.close(websocket_close_status::normal).wait();
  std::cout << "CLOSE 1000" << std::endl;
}

int main(int count, char **words) {
  auto timeout = std::getenv("WSSPEC_TIMEOUT_MS");
  std::thread([=] {
    std::this_thread::sleep_for(std::chrono::milliseconds(timeout ? std::atoi(timeout) : 5000));
    if (!opened) std::cout << "HUNG" << std::endl;
    finish(opened ? 0 : 3);
  }).detach();
  try {
    run(words[1], count > 2 ? words[2] : "");
  } catch (const std::exception &error) {
    std::cout << (opened ? "ERROR " : "FAIL ") << error.what() << std::endl;
  }
  finish(opened ? 0 : 1);
}
