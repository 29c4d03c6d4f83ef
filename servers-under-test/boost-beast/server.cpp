#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <cstdlib>
#include <iostream>
#include <thread>

namespace beast = boost::beast;
namespace net = boost::asio;
namespace websocket = beast::websocket;
using tcp = net::ip::tcp;

void session(tcp::socket socket) try {
  websocket::stream<tcp::socket> ws{std::move(socket)};
  websocket::permessage_deflate deflate;
  deflate.server_enable = true;
  ws.set_option(deflate);
  ws.accept();
  for (;;) {
    beast::flat_buffer buffer;
    ws.read(buffer);
    ws.text(ws.got_text());
    ws.write(buffer.data());
  }
} catch (const std::exception &error) {
  std::cerr << error.what() << '\n';
}

int main() {
  net::io_context context;
  auto port = static_cast<unsigned short>(std::atoi(std::getenv("PORT")));
  tcp::acceptor acceptor{context, {net::ip::address_v4::loopback(), port}};
  for (;;) std::thread(session, acceptor.accept()).detach();
}
