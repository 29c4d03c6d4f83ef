import java.net.URI;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.api.WebSocketListener;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** java Driver URL [PROTOCOL,…], or java Driver --batch: a driver for the WebSocket client of Jetty (docs/clients.md). */
public class Driver extends Attempt implements WebSocketListener {
  private WebSocketClient client;
  private Session session;

  Driver(String id) {
    super(id);
  }

  @Override
  void connect(String url, String[] protocols) throws Exception {
    var tls = new SslContextFactory.Client();
    if (trusted != null) tls.setTrustStore(Trust.store(trusted));
    client = new WebSocketClient(new HttpClient(tls));
    client.start();
    var request = new ClientUpgradeRequest();
    request.setSubProtocols(protocols);
    connecting();
    try {
      client.connect(this, URI.create(url), request).get();
    } catch (ExecutionException error) {
      failed(error.getCause());
    }
  }

  @Override
  public void onWebSocketConnect(Session session) {
    this.session = session;
    opened(session.getUpgradeResponse().getAcceptedSubProtocol());
    session.getRemote().sendString("hello", null);
  }

  @Override
  public void onWebSocketText(String message) {
    message(message);
    if (message.equals("hello")) session.close(StatusCode.NORMAL, "");
  }

  @Override
  public void onWebSocketBinary(byte[] payload, int offset, int length) {}

  @Override
  public void onWebSocketClose(int code, String reason) {
    closed(code);
  }

  @Override
  public void onWebSocketError(Throwable error) {
    failed(error);
  }

  @Override
  void leave() throws Exception {
    client.stop();
  }

  public static void main(String[] args) throws Exception {
    Attempt.main(args, Driver::new);
  }
}
