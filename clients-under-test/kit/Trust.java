import java.io.FileInputStream;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** How a client is made to trust the certificate in a file, and no other. */
final class Trust {
  private Trust() {}

  static KeyStore store(String file) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var in = new FileInputStream(file)) {
      store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    return store;
  }

  static TrustManagerFactory managers(String file) throws Exception {
    var managers = TrustManagerFactory.getInstance("PKIX");
    managers.init(store(file));
    return managers;
  }

  static SSLContext context(TrustManagerFactory managers) throws Exception {
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
