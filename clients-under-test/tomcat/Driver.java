import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** java Driver URL [PROTOCOL,…], or java Driver --batch: a driver for the WebSocket client of Tomcat (docs/clients.md). */
public class Driver extends Attempt {
  private volatile Session session;

  Driver(String id) {
    super(id);
  }

  @Override
  void connect(String url, String[] protocols) throws Exception {
    var config = ClientEndpointConfig.Builder.create().preferredSubprotocols(List.of(protocols));
    if (trusted != null) config.sslContext(Trust.context(Trust.managers(trusted)));
    var container = ContainerProvider.getWebSocketContainer();
    connecting();
    container.connectToServer(new Events(), config.build(), URI.create(url));
  }

  class Events extends Endpoint {
    @Override
    public void onOpen(Session session, EndpointConfig config) {
      Driver.this.session = session;
      opened(session.getNegotiatedSubprotocol());
      session.addMessageHandler(new MessageHandler.Whole<String>() {
        @Override
        public void onMessage(String message) {
          Driver.this.message(message);
          if (message.equals("hello")) close();
        }
      });
      session.getAsyncRemote().sendText("hello");
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      // The library calls this before it has sent its Close.
      var code = reason.getCloseCode().getCode();
      CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(() -> closed(code));
    }

    @Override
    public void onError(Session session, Throwable error) {
      failed(error);
    }
  }

  void close() {
    try {
      session.close(new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, ""));
    } catch (IOException error) {
      failed(error);
    }
  }

  @Override
  void leave() throws IOException {
    if (session != null) session.close();
  }

  public static void main(String[] args) throws Exception {
    Attempt.main(args, Driver::new);
  }
}
