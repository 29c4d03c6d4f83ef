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
import java.io.IOException;
import java.net.URI;

/** java Driver URL [PROTOCOL,…], or java Driver --batch: a driver for the WebSocket client of Netty (docs/clients.md). */
public class Driver extends Attempt {
  private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
  private WebSocketClientHandshaker handshaker;

  Driver(String id) {
    super(id);
  }

  static int portOf(URI uri) {
    if (uri.getPort() != -1) return uri.getPort();
    return uri.getScheme().equalsIgnoreCase("wss") ? 443 : 80;
  }

  SslContext tls() throws Exception {
    return SslContextBuilder.forClient().trustManager(trusted == null ? null : new File(trusted)).build();
  }

  /** Lets TLS also check the name in the certificate, as the documentation of newHandler shows. */
  static SslHandler verifying(SslHandler handler) {
    var parameters = handler.engine().getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    handler.engine().setSSLParameters(parameters);
    return handler;
  }

  @Override
  void connect(String url, String[] protocols) throws Exception {
    var uri = URI.create(url);
    var tls = uri.getScheme().equalsIgnoreCase("wss") ? tls() : null;
    var names = protocols.length == 0 ? null : String.join(",", protocols);
    handshaker = WebSocketClientHandshakerFactory.newHandshaker(
        uri, WebSocketVersion.V13, names, true, new DefaultHttpHeaders());
    connecting();
    new Bootstrap().group(loop).channel(NioSocketChannel.class)
        .handler(new ChannelInitializer<SocketChannel>() {
          @Override
          protected void initChannel(SocketChannel channel) {
            var pipeline = channel.pipeline();
            if (tls != null) pipeline.addLast(verifying(tls.newHandler(channel.alloc(), uri.getHost(), portOf(uri))));
            pipeline.addLast(new HttpClientCodec(), new HttpObjectAggregator(8192),
                WebSocketClientCompressionHandler.INSTANCE, new WebSocketClientProtocolHandler(handshaker, false),
                new Events());
          }
        })
        .connect(uri.getHost(), portOf(uri)).sync();
  }

  class Events extends SimpleChannelInboundHandler<WebSocketFrame> {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event != ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) return;
      opened(handshaker.actualSubprotocol());
      context.writeAndFlush(new TextWebSocketFrame("hello"));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      if (frame instanceof CloseWebSocketFrame) closed(((CloseWebSocketFrame) frame).statusCode());
      if (!(frame instanceof TextWebSocketFrame)) return;
      var message = ((TextWebSocketFrame) frame).text();
      Driver.this.message(message);
      if (message.equals("hello")) context.writeAndFlush(new CloseWebSocketFrame(1000, ""));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
      failed(error);
      context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      failed(new IOException("the channel is closed"));
      finish(0);
    }
  }

  @Override
  void leave() {
    loop.shutdownGracefully();
  }

  public static void main(String[] args) throws Exception {
    Attempt.main(args, Driver::new);
  }
}
