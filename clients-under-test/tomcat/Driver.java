import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** java Driver URL [PROTOCOL,…]: a driver for the WebSocket client of Tomcat (docs/clients.md). */
public class Driver extends Endpoint {
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

  static SSLContext trusting(String file) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var in = new FileInputStream(file)) {
      store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    opened = true;
    say("OPEN {\"protocol\":" + quoted(session.getNegotiatedSubprotocol()) + "}");
    session.addMessageHandler(new MessageHandler.Whole<String>() {
      @Override
      public void onMessage(String message) {
        say("MESSAGE " + quoted(message));
        if (message.equals("hello")) close(session);
      }
    });
    session.getAsyncRemote().sendText("hello");
  }

  static void close(Session session) {
    try {
      session.close(new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, ""));
    } catch (IOException error) {
      say("ERROR " + error);
    }
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    say("CLOSE " + reason.getCloseCode().getCode());
    // The program closes before the Close of the server comes; the library needs a moment to send its own.
    CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(() -> finish(0));
  }

  @Override
  public void onError(Session session, Throwable error) {
    say("ERROR " + error);
  }

  public static void main(String[] args) throws Exception {
    var config = ClientEndpointConfig.Builder.create();
    var file = System.getenv("WSSPEC_CAFILE");
    if (file != null) config.sslContext(trusting(file));
    if (args.length > 1 && !args[1].isEmpty()) config.preferredSubprotocols(List.of(args[1].split(",")));
    var timeout = Long.parseLong(System.getenv().getOrDefault("WSSPEC_TIMEOUT_MS", "5000"));
    var container = ContainerProvider.getWebSocketContainer();
    CompletableFuture.delayedExecutor(timeout, TimeUnit.MILLISECONDS).execute(() -> {
      if (!opened) say("HUNG");
      finish(opened ? 0 : 3);
    });
    try {
      container.connectToServer(new Driver(), config.build(), URI.create(args[0]));
    } catch (Exception error) {
      say("FAIL " + error);
      finish(1);
    }
    Thread.currentThread().join();
  }
}
