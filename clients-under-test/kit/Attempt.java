import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;

/** One attempt to connect, and what is said about it: in lines of words, or in lines of JSON in the batch mode (docs/clients.md). */
abstract class Attempt {
  private final String id;
  private long timeout;
  /** The file with the certificate to trust, or null. */
  String trusted = System.getenv("WSSPEC_CAFILE");
  private boolean opened;
  private boolean over;

  /** The number of the attempt; null where the process makes only one. */
  Attempt(String id) {
    this.id = id;
  }

  /** Calls connecting, and connects. What happens then is said by the methods below. */
  abstract void connect(String url, String[] protocols) throws Exception;

  /** Leaves the connection, however far it is. */
  abstract void leave() throws Exception;

  /** Everything is ready, and the library is now asked to connect: the time of the attempt begins. */
  void connecting() {
    CompletableFuture.delayedExecutor(timeout, TimeUnit.MILLISECONDS).execute(this::giveUp);
  }

  /** The WebSocket is open; the subprotocol may be null. */
  synchronized void opened(String protocol) {
    opened = true;
    say("OPEN", "{\"protocol\":" + quoted(protocol == null ? "" : protocol) + "}");
  }

  synchronized void message(String text) {
    say("MESSAGE", quoted(text));
  }

  /** The library reports an error. Before the WebSocket is open, it will not open. */
  synchronized void failed(Throwable error) {
    say(opened ? "ERROR" : "FAIL", id == null ? error.toString() : quoted(error.toString()));
    if (!opened) finish(1);
  }

  synchronized void closed(int code) {
    say("CLOSE", String.valueOf(code));
    finish(0);
  }

  /** The attempt is over, whatever more comes. */
  synchronized void finish(int code) {
    if (over) return;
    if (id == null) Runtime.getRuntime().halt(code);
    say("END", "\"\"");
    over = true;
    CompletableFuture.runAsync(() -> {
      try {
        leave();
      } catch (Exception error) {
        System.err.println(error);
      }
    });
  }

  private synchronized void say(String event, String data) {
    if (over) return;
    System.out.println(
        id == null ? event + ' ' + data : "{\"attempt\":" + id + ",\"event\":\"" + event + "\",\"data\":" + data + "}");
    System.out.flush();
  }

  private synchronized void giveUp() {
    if (!opened) say("HUNG", id == null ? "" : "\"\"");
    finish(opened ? 0 : 3);
  }

  private void run(String url, String protocols, long timeout) {
    this.timeout = timeout;
    try {
      connect(url, protocols.isEmpty() ? new String[0] : protocols.split(","));
    } catch (Exception error) {
      failed(error);
    }
  }

  private static String quoted(String text) {
    var json = new StringBuilder("\"");
    for (var c : text.toCharArray())
      if (c < ' ' || c > '~' || c == '"' || c == '\\') json.append(String.format("\\u%04x", (int) c));
      else json.append(c);
    return json.append('"').toString();
  }

  /** The value of a member in a line of JSON, without quotes and brackets; null where it has none. */
  private static String member(String line, String name) {
    var form = "\"" + name + "\":(?:\"((?:[^\"\\\\]|\\\\.)*)\"|\\[([^\\]]*)\\]|(\\d+))";
    var match = Pattern.compile(form).matcher(line);
    if (!match.find()) return null;
    if (match.group(1) != null) return match.group(1).replaceAll("\\\\(.)", "$1");
    return match.group(2) != null ? match.group(2).replace("\"", "") : match.group(3);
  }

  /** Makes the attempt that the words of the command ask for, or every attempt that standard input asks for. */
  static void main(String[] words, Function<String, Attempt> make) throws Exception {
    if (!words[0].equals("--batch")) {
      var timeout = System.getenv().getOrDefault("WSSPEC_TIMEOUT_MS", "5000");
      make.apply(null).run(words[0], words.length > 1 ? words[1] : "", Long.parseLong(timeout));
      Thread.currentThread().join();
    }
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = input.readLine(); line != null; line = input.readLine()) {
      var call = line;
      var attempt = make.apply(member(call, "attempt"));
      attempt.trusted = member(call, "cafile");
      var timeout = Long.parseLong(member(call, "timeout"));
      new Thread(() -> attempt.run(member(call, "url"), member(call, "protocols"), timeout)).start();
    }
    Runtime.getRuntime().halt(0);
  }
}
