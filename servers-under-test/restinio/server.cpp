#include <cstdlib>
#include <map>
#include <restinio/all.hpp>
#include <restinio/websocket/websocket.hpp>

namespace ws = restinio::websocket::basic;

using traits = restinio::default_single_thread_traits_t;

// After restinio's own sample, websocket.
int main() {
  std::map<std::uint64_t, ws::ws_handle_t> open;

  const auto on_message = [&open](const ws::ws_handle_t &socket, const ws::message_handle_t &message) {
    switch (message->opcode()) {
    case ws::opcode_t::text_frame:
    case ws::opcode_t::binary_frame:
      socket->send_message(*message);
      break;
    case ws::opcode_t::ping_frame:
      message->set_opcode(ws::opcode_t::pong_frame);
      socket->send_message(*message);
      break;
    case ws::opcode_t::connection_close_frame:
      open.erase(socket->connection_id());
      break;
    default:
      break;
    }
  };

  const auto on_request = [&](const restinio::request_handle_t &request) {
    if (request->header().connection() != restinio::http_connection_header_t::upgrade)
      return restinio::request_rejected();
    auto socket = ws::upgrade<traits>(*request, ws::activation_t::immediate, on_message);
    open.emplace(socket->connection_id(), socket);
    return restinio::request_accepted();
  };

  restinio::run(restinio::on_this_thread<traits>()
                    .address("127.0.0.1")
                    .port(std::atoi(std::getenv("PORT")))
                    .request_handler(on_request));
}
