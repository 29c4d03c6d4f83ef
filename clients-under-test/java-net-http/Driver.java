import java.io.FileInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** java Driver URL [PROTOCOL,…]: a driver for the WebSocket of java.net.http (docs/clients.md). */
public class Driver implements WebSocket.Listener {
  static volatile boolean opened;
  final StringBuilder message = new StringBuilder();

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
  public void onOpen(WebSocket socket) {
    opened = true;
    say("OPEN {\"protocol\":" + quoted(socket.getSubprotocol()) + "}");
    socket.sendText("hello", true);
    socket.request(1);
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
    message.append(part);
    if (last) {
      say("MESSAGE " + quoted(message.toString()));
      if (message.toString().equals("hello")) socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
      message.setLength(0);
    }
    socket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    say("CLOSE " + code);
    // The library answers a Close when this stage is complete.
    CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(() -> finish(0));
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    say("ERROR " + error);
    finish(0);
  }

  public static void main(String[] args) throws Exception {
    var client = HttpClient.newBuilder();
    var file = System.getenv("WSSPEC_CAFILE");
    if (file != null) client.sslContext(trusting(file));
    var builder = client.build().newWebSocketBuilder();
    if (args.length > 1 && !args[1].isEmpty()) {
      var names = args[1].split(",");
      builder.subprotocols(names[0], Arrays.copyOfRange(names, 1, names.length));
    }
    var timeout = Long.parseLong(System.getenv().getOrDefault("WSSPEC_TIMEOUT_MS", "5000"));
    CompletableFuture.delayedExecutor(timeout, TimeUnit.MILLISECONDS).execute(() -> {
      if (!opened) say("HUNG");
      finish(opened ? 0 : 3);
    });
    try {
      builder.buildAsync(URI.create(args[0]), new Driver()).join();
    } catch (Exception error) {
      var cause = error.getCause() == null ? error : error.getCause();
      say("FAIL " + cause);
      finish(1);
    }
    Thread.currentThread().join();
  }
}
