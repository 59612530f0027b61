package dev.pedigree.search;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of a file, and connections that trust these and no others. */
record TrustedCertificates(Collection<? extends Certificate> certificates) {
  /**
   * Reads PEM; what stands between the certificates is passed over.
   *
   * @throws SearchSettingsException if the file cannot be read or has no certificate in it
   */
  static TrustedCertificates read(Path file) {
    String expected = " (expected: a file with certificates in PEM)";
    try (InputStream in = Files.newInputStream(file)) {
      var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new SearchSettingsException("ca-certificate", file + " has none in it" + expected);
      }
      return new TrustedCertificates(certificates);
    } catch (IOException e) {
      throw new SearchSettingsException(
          "ca-certificate", file + " cannot be read" + expected + ": " + e, e);
    } catch (CertificateException e) {
      throw new SearchSettingsException(
          "ca-certificate", file + " is something else" + expected + ": " + e.getMessage(), e);
    }
  }

  /** Checks names too, as every client of HTTPS does. */
  SSLContext context() {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("ca-" + store.size(), certificate);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no TLS in this JVM", e);
    }
  }
}
