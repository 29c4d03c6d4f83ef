import java.io.FileInputStream;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** java Driver URL [PROTOCOL,…]: a driver for the WebSocket of OkHttp (docs/clients.md). */
public class Driver extends WebSocketListener {
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

  static void trust(OkHttpClient.Builder client, String file) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var in = new FileInputStream(file)) {
      store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    client.sslSocketFactory(context.getSocketFactory(), (X509TrustManager) trust.getTrustManagers()[0]);
  }

  @Override
  public void onOpen(WebSocket socket, Response response) {
    opened = true;
    say("OPEN {\"protocol\":" + quoted(response.header("Sec-WebSocket-Protocol", "")) + "}");
    socket.send("hello");
  }

  @Override
  public void onMessage(WebSocket socket, String message) {
    say("MESSAGE " + quoted(message));
    if (message.equals("hello")) socket.close(1000, null);
  }

  @Override
  public void onClosing(WebSocket socket, int code, String reason) {
    socket.close(1000, null);
  }

  @Override
  public void onClosed(WebSocket socket, int code, String reason) {
    say("CLOSE " + code);
    finish(0);
  }

  @Override
  public void onFailure(WebSocket socket, Throwable error, Response response) {
    say((opened ? "ERROR " : "FAIL ") + error);
    finish(opened ? 0 : 1);
  }

  public static void main(String[] args) throws Exception {
    var client = new OkHttpClient.Builder();
    var file = System.getenv("WSSPEC_CAFILE");
    if (file != null) trust(client, file);
    var timeout = Long.parseLong(System.getenv().getOrDefault("WSSPEC_TIMEOUT_MS", "5000"));
    CompletableFuture.delayedExecutor(timeout, TimeUnit.MILLISECONDS).execute(() -> {
      if (!opened) say("HUNG");
      finish(opened ? 0 : 3);
    });
    try {
      var request = new Request.Builder().url(args[0]);
      if (args.length > 1 && !args[1].isEmpty()) request.header("Sec-WebSocket-Protocol", args[1].replace(",", ", "));
      client.build().newWebSocket(request.build(), new Driver());
    } catch (Exception error) {
      say("FAIL " + error);
      finish(1);
    }
  }
}
