import java.io.FileInputStream;
import java.net.URI;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.api.WebSocketAdapter;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** java Driver URL [PROTOCOL,…]: a driver for the WebSocket client of Jetty (docs/clients.md). */
public class Driver extends WebSocketAdapter {
  static volatile boolean opened;

  static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  static void finish(int code) {
    Runtime.getRuntime().halt(code);
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  static KeyStore trusted(String file) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var in = new FileInputStream(file)) {
      store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    return store;
  }

  @Override
  public void onWebSocketConnect(Session session) {
    super.onWebSocketConnect(session);
    opened = true;
    var protocol = session.getUpgradeResponse().getAcceptedSubProtocol();
    say("OPEN {\"protocol\":" + quoted(protocol == null ? "" : protocol) + "}");
    getRemote().sendString("hello", null);
  }

  @Override
  public void onWebSocketText(String message) {
    say("MESSAGE " + quoted(message));
    if (message.equals("hello")) getSession().close(StatusCode.NORMAL, "");
  }

  @Override
  public void onWebSocketClose(int code, String reason) {
    say("CLOSE " + code);
    finish(0);
  }

  @Override
  public void onWebSocketError(Throwable error) {
    say("ERROR " + error);
  }

  public static void main(String[] args) throws Exception {
    var tls = new SslContextFactory.Client();
    var file = System.getenv("WSSPEC_CAFILE");
    if (file != null) tls.setTrustStore(trusted(file));
    var client = new WebSocketClient(new HttpClient(tls));
    client.start();
    var request = new ClientUpgradeRequest();
    if (args.length > 1 && !args[1].isEmpty()) request.setSubProtocols(args[1].split(","));
    var timeout = Long.parseLong(System.getenv().getOrDefault("WSSPEC_TIMEOUT_MS", "5000"));
    CompletableFuture.delayedExecutor(timeout, TimeUnit.MILLISECONDS).execute(() -> {
      if (!opened) say("HUNG");
      finish(opened ? 0 : 3);
    });
    try {
      client.connect(new Driver(), URI.create(args[0]), request).get();
    } catch (Exception error) {
      say("FAIL " + (error instanceof ExecutionException ? error.getCause() : error));
      finish(1);
    }
  }
}
