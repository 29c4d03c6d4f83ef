import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.websocket.api.WebSocketAdapter;
import org.eclipse.jetty.websocket.server.WebSocketHandler;
import org.eclipse.jetty.websocket.servlet.WebSocketServletFactory;

public class Server {
  static final List<String> SUBPROTOCOLS = List.of("chat", "superchat");

  static class Echo extends WebSocketAdapter {
    @Override
    public void onWebSocketText(String message) {
      getRemote().sendString(message, null);
    }

    @Override
    public void onWebSocketBinary(byte[] payload, int offset, int length) {
      getRemote().sendBytes(ByteBuffer.wrap(payload, offset, length), null);
    }
  }

  static class Handler extends WebSocketHandler {
    @Override
    public void configure(WebSocketServletFactory factory) {
      factory.setCreator((request, response) -> {
        request.getSubProtocols().stream().filter(SUBPROTOCOLS::contains).findFirst()
            .ifPresent(response::setAcceptedSubProtocol);
        return new Echo();
      });
    }
  }

  public static void main(String[] args) throws Exception {
    var port = Integer.parseInt(System.getenv("PORT"));
    var server = new org.eclipse.jetty.server.Server(new InetSocketAddress("127.0.0.1", port));
    server.setHandler(new Handler());
    server.start();
    server.join();
  }
}
