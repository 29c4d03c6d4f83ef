import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Set;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

public class Server {
  @ServerEndpoint(value = "/", subprotocols = {"chat", "superchat"})
  public static class Echo {
    @OnMessage
    public String text(String message) {
      return message;
    }

    @OnMessage
    public byte[] binary(byte[] message) {
      return message;
    }
  }

  public static void main(String[] args) throws Exception {
    var tomcat = new Tomcat();
    tomcat.setBaseDir(System.getenv("WORK"));
    tomcat.setPort(Integer.parseInt(System.getenv("PORT")));
    tomcat.getConnector().setProperty("address", "127.0.0.1");

    var context = tomcat.addContext("", System.getenv("WORK"));
    Tomcat.addServlet(context, "default", new DefaultServlet());
    context.addServletMappingDecoded("/", "default");
    context.addServletContainerInitializer(new WsSci(), Set.of(Echo.class));

    tomcat.start();
    tomcat.getServer().await();
  }
}
