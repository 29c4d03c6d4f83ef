#include <cstdlib>
#include <websocketpp/config/asio_no_tls.hpp>
#include <websocketpp/extensions/permessage_deflate/enabled.hpp>
#include <websocketpp/server.hpp>

struct config : websocketpp::config::asio {
  struct permessage_deflate_config {};
  using permessage_deflate_type = websocketpp::extensions::permessage_deflate::enabled<permessage_deflate_config>;
};

using server = websocketpp::server<config>;

int main() {
  server echo;
  echo.clear_access_channels(websocketpp::log::alevel::all);
  echo.init_asio();
  echo.set_reuse_addr(true);

  echo.set_validate_handler([&](websocketpp::connection_hdl handle) {
    auto connection = echo.get_con_from_hdl(handle);
    for (const auto &name : connection->get_requested_subprotocols()) {
      if (name != "chat" && name != "superchat") continue;
      connection->select_subprotocol(name);
      break;
    }
    return true;
  });
  echo.set_message_handler([&](websocketpp::connection_hdl handle, server::message_ptr message) {
    websocketpp::lib::error_code ignored;
    echo.send(handle, message->get_payload(), message->get_opcode(), ignored);
  });

  echo.listen("127.0.0.1", std::getenv("PORT"));
  echo.start_accept();
  echo.run();
}
