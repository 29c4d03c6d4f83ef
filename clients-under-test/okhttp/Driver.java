import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** java Driver URL [PROTOCOL,…], or java Driver --batch: a driver for the WebSocket of OkHttp (docs/clients.md). */
public class Driver extends Attempt {
  private WebSocket socket;

  Driver(String id) {
    super(id);
  }

  static void trust(OkHttpClient.Builder client, String file) throws Exception {
    var managers = Trust.managers(file);
    var manager = (X509TrustManager) managers.getTrustManagers()[0];
    client.sslSocketFactory(Trust.context(managers).getSocketFactory(), manager);
  }

  @Override
  void connect(String url, String[] protocols) throws Exception {
    var client = new OkHttpClient.Builder();
    if (trusted != null) trust(client, trusted);
    var request = new Request.Builder().url(url);
    if (protocols.length > 0) request.header("Sec-WebSocket-Protocol", String.join(", ", protocols));
    connecting();
    socket = client.build().newWebSocket(request.build(), new Events());
  }

  class Events extends WebSocketListener {
    @Override
    public void onOpen(WebSocket socket, Response response) {
      opened(response.header("Sec-WebSocket-Protocol"));
      socket.send("hello");
    }

    @Override
    public void onMessage(WebSocket socket, String message) {
      Driver.this.message(message);
      if (message.equals("hello")) socket.close(1000, null);
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
      socket.close(1000, null);
    }

    @Override
    public void onClosed(WebSocket socket, int code, String reason) {
      closed(code);
    }

    @Override
    public void onFailure(WebSocket socket, Throwable error, Response response) {
      failed(error);
      finish(0);
    }
  }

  @Override
  void leave() {
    socket.cancel();
  }

  public static void main(String[] args) throws Exception {
    Attempt.main(args, Driver::new);
  }
}
