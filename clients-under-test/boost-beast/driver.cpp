// driver URL [PROTOCOL,…]: a driver for the client of Boost.Beast (docs/clients.md).
#include "../kit/attempt.hpp"
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast.hpp>
#include <boost/beast/ssl.hpp>
#include <cstdlib>
#include <regex>

namespace beast = boost::beast;
namespace net = boost::asio;
namespace ssl = net::ssl;
namespace websocket = beast::websocket;
using tcp = net::ip::tcp;

struct Url {
  std::string scheme, host, port, target;
};

// Beast takes the parts of a URL, and has no parser of its own.
Url parts(const std::string &text) {
  static const std::regex form{R"(^(wss?)://([^/?#:]*)(?::(\d+))?([^#]*))", std::regex::icase};
  std::smatch match;
  if (!std::regex_search(text, match, form)) throw std::invalid_argument("not a WebSocket URL");
  auto secure = match[1].length() == 3;
  auto port = match[3].matched ? match[3].str() : secure ? "443" : "80";
  auto target = match[4].str();
  return {secure ? "wss" : "ws", match[2], port, target[0] == '/' ? target : '/' + target};
}

template <typename Stream> void talk(websocket::stream<Stream> &ws, const Url &url, const std::string &protocols) {
  if (!protocols.empty())
    ws.set_option(websocket::stream_base::decorator([&](websocket::request_type &request) {
      request.set(beast::http::field::sec_websocket_protocol, protocols);
    }));
  websocket::response_type response;
  ws.handshake(response, url.host + ':' + url.port, url.target);
  opened(std::string(response[beast::http::field::sec_websocket_protocol]));
  ws.write(net::buffer("hello", 5));
  for (;;) {
    beast::flat_buffer buffer;
    ws.read(buffer);
    auto text = beast::buffers_to_string(buffer.data());
    message(text);
    if (text == "hello") break;
  }
  ws.close(websocket::close_code::normal);
  std::cout << "CLOSE 1000" << std::endl;
}

void connect(const Url &url, const std::string &protocols) {
  net::io_context io;
  tcp::resolver resolver{io};
  if (url.scheme == "ws") {
    websocket::stream<tcp::socket> ws{io};
    net::connect(ws.next_layer(), resolver.resolve(url.host, url.port));
    return talk(ws, url, protocols);
  }
  ssl::context context{ssl::context::tls_client};
  context.set_default_verify_paths();
  if (auto file = std::getenv("WSSPEC_CAFILE")) context.load_verify_file(file);
  context.set_verify_mode(ssl::verify_peer);
  context.set_verify_callback(ssl::rfc2818_verification{url.host});
  websocket::stream<ssl::stream<tcp::socket>> ws{io, context};
  SSL_set_tlsext_host_name(ws.next_layer().native_handle(), url.host.c_str());
  net::connect(ws.next_layer().next_layer(), resolver.resolve(url.host, url.port));
  ws.next_layer().handshake(ssl::stream_base::client);
  talk(ws, url, protocols);
}

int main(int count, char **words) {
  run([=] { connect(parts(words[1]), count > 2 ? words[2] : ""); });
}
