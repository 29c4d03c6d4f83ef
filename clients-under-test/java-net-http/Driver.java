import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** java Driver URL [PROTOCOL,…], or java Driver --batch: a driver for the WebSocket of java.net.http (docs/clients.md). */
public class Driver extends Attempt implements WebSocket.Listener {
  private final StringBuilder message = new StringBuilder();
  private volatile WebSocket socket;

  Driver(String id) {
    super(id);
  }

  @Override
  void connect(String url, String[] protocols) throws Exception {
    var client = HttpClient.newBuilder();
    if (trusted != null) client.sslContext(Trust.context(Trust.managers(trusted)));
    var builder = client.build().newWebSocketBuilder();
    if (protocols.length > 0)
      builder.subprotocols(protocols[0], Arrays.copyOfRange(protocols, 1, protocols.length));
    connecting();
    builder.buildAsync(URI.create(url), this).whenComplete((socket, error) -> {
      if (error != null) failed(error.getCause() == null ? error : error.getCause());
    });
  }

  @Override
  public void onOpen(WebSocket socket) {
    this.socket = socket;
    opened(socket.getSubprotocol());
    socket.sendText("hello", true);
    socket.request(1);
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
    message.append(part);
    socket.request(1);
    if (!last) return null;
    var text = message.toString();
    message.setLength(0);
    message(text);
    if (text.equals("hello")) socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    // The library answers a Close after this stage.
    CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(() -> closed(code));
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    failed(error);
    finish(0);
  }

  @Override
  void leave() {
    if (socket != null) socket.abort();
  }

  public static void main(String[] args) throws Exception {
    Attempt.main(args, Driver::new);
  }
}
