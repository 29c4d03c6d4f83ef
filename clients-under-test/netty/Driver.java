import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketClientCompressionHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.io.File;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** java Driver URL [PROTOCOL,…]: a driver for the WebSocket client of Netty (docs/clients.md). */
public class Driver extends SimpleChannelInboundHandler<WebSocketFrame> {
  static volatile boolean opened;
  final WebSocketClientHandshaker handshaker;

  Driver(WebSocketClientHandshaker handshaker) {
    this.handshaker = handshaker;
  }

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

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event != ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) return;
    opened = true;
    var protocol = handshaker.actualSubprotocol();
    say("OPEN {\"protocol\":" + quoted(protocol == null ? "" : protocol) + "}");
    context.writeAndFlush(new TextWebSocketFrame("hello"));
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    if (frame instanceof CloseWebSocketFrame) say("CLOSE " + ((CloseWebSocketFrame) frame).statusCode());
    if (!(frame instanceof TextWebSocketFrame)) return;
    var message = ((TextWebSocketFrame) frame).text();
    say("MESSAGE " + quoted(message));
    if (message.equals("hello")) context.writeAndFlush(new CloseWebSocketFrame(1000, ""));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
    say((opened ? "ERROR " : "FAIL ") + error);
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (!opened) say("FAIL the channel is closed");
    finish(opened ? 0 : 1);
  }

  static int portOf(URI uri) {
    if (uri.getPort() != -1) return uri.getPort();
    return uri.getScheme().equalsIgnoreCase("wss") ? 443 : 80;
  }

  static SslContext tls() throws Exception {
    var file = System.getenv("WSSPEC_CAFILE");
    return SslContextBuilder.forClient().trustManager(file == null ? null : new File(file)).build();
  }

  /** Lets TLS also check the name in the certificate, as the documentation of newHandler shows. */
  static SslHandler verifying(SslHandler handler) {
    var parameters = handler.engine().getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    handler.engine().setSSLParameters(parameters);
    return handler;
  }

  static void connect(URI uri, String protocols) throws Exception {
    var tls = uri.getScheme().equalsIgnoreCase("wss") ? tls() : null;
    var handshaker = WebSocketClientHandshakerFactory.newHandshaker(
        uri, WebSocketVersion.V13, protocols.isEmpty() ? null : protocols, true, new DefaultHttpHeaders());
    new Bootstrap().group(new NioEventLoopGroup(1)).channel(NioSocketChannel.class)
        .handler(new ChannelInitializer<SocketChannel>() {
          @Override
          protected void initChannel(SocketChannel channel) {
            var pipeline = channel.pipeline();
            if (tls != null) pipeline.addLast(verifying(tls.newHandler(channel.alloc(), uri.getHost(), portOf(uri))));
            pipeline.addLast(new HttpClientCodec(), new HttpObjectAggregator(8192),
                WebSocketClientCompressionHandler.INSTANCE, new WebSocketClientProtocolHandler(handshaker, false),
                new Driver(handshaker));
          }
        })
        .connect(uri.getHost(), portOf(uri)).sync();
  }

  public static void main(String[] args) {
    var timeout = Long.parseLong(System.getenv().getOrDefault("WSSPEC_TIMEOUT_MS", "5000"));
    CompletableFuture.delayedExecutor(timeout, TimeUnit.MILLISECONDS).execute(() -> {
      if (!opened) say("HUNG");
      finish(opened ? 0 : 3);
    });
    try {
      connect(URI.create(args[0]), args.length > 1 ? args[1] : "");
    } catch (Exception error) {
      say("FAIL " + error);
      finish(1);
    }
  }
}
