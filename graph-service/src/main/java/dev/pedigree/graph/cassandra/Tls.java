package dev.pedigree.graph.cassandra;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Encrypted connections to Cassandra. Files are in PEM, and read again for every connection that is
 * opened: a certificate that is replaced counts from the next one on.
 *
 * @param caCertificate one or several certificates; a node whose chain ends at none of them is not
 *     spoken to
 * @param clientCertificate our own, with those between it and its authority; null: we show none
 * @param clientKey its key, in PKCS #8 and not encrypted; null exactly if there is no certificate
 * @param hostnameVerification whether a node's certificate has to have the name or the address by
 *     which it is reached
 */
public record Tls(
    Path caCertificate,
    @Nullable Path clientCertificate,
    @Nullable Path clientKey,
    boolean hostnameVerification) {
  /**
   * @throws CassandraSettingsException if a file is not what it should be, or one is missing
   */
  public Tls {
    caCertificate = readable("ca-certificate", caCertificate);
    if (clientCertificate == null && clientKey != null) {
      throw new CassandraSettingsException(
          "client-certificate", "missing (expected: the certificate of " + clientKey + ")");
    }
    if (clientCertificate != null && clientKey == null) {
      throw new CassandraSettingsException(
          "client-key", "missing (expected: the key of " + clientCertificate + ")");
    }
    if (clientCertificate != null && clientKey != null) {
      clientCertificate = readable("client-certificate", clientCertificate);
      clientKey = readable("client-key", clientKey);
    }
    var _ = context(caCertificate, clientCertificate, clientKey, hostnameVerification);
  }

  private static Path readable(String setting, Path file) {
    try {
      if (Files.readString(file).isEmpty()) {
        throw new CassandraSettingsException(setting, file + " is empty (expected: a file in PEM)");
      }
      return file.toAbsolutePath();
    } catch (IOException e) {
      throw new CassandraSettingsException(
          setting, file + " cannot be read (expected: a file in PEM): " + e, e);
    }
  }

  /**
   * Makes connections by what is in the files now.
   *
   * @throws CassandraSettingsException if that is not what it should be
   */
  SslContext context() {
    return context(caCertificate, clientCertificate, clientKey, hostnameVerification);
  }

  private static SslContext context(
      Path caCertificate,
      @Nullable Path clientCertificate,
      @Nullable Path clientKey,
      boolean hostnameVerification) {
    SslContextBuilder builder =
        trusting(caCertificate)
            .sslProvider(SslProvider.JDK)
            .endpointIdentificationAlgorithm(hostnameVerification ? "HTTPS" : null);
    try {
      if (clientCertificate != null && clientKey != null) {
        builder.keyManager(clientCertificate.toFile(), clientKey.toFile());
      }
      return builder.build();
    } catch (IllegalArgumentException | SSLException e) {
      throw new CassandraSettingsException(
          "client-key",
          "%s and the certificate %s do not go together (expected: PEM, the key in PKCS #8 and not encrypted): %s"
              .formatted(clientKey, clientCertificate, reason(e)),
          e);
    }
  }

  private static SslContextBuilder trusting(Path caCertificate) {
    try {
      return SslContextBuilder.forClient().trustManager(caCertificate.toFile());
    } catch (IllegalArgumentException e) {
      throw new CassandraSettingsException(
          "ca-certificate",
          caCertificate
              + " has none in it (expected: a file with certificates in PEM): "
              + reason(e),
          e);
    }
  }

  private static String reason(Throwable e) {
    return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
  }

  /** As the driver's configuration has it. */
  Map<TlsOption, String> options() {
    Map<TlsOption, String> options = new EnumMap<>(TlsOption.class);
    options.put(TlsOption.CA_CERTIFICATE, caCertificate.toString());
    if (clientCertificate != null && clientKey != null) {
      options.put(TlsOption.CLIENT_CERTIFICATE, clientCertificate.toString());
      options.put(TlsOption.CLIENT_KEY, clientKey.toString());
    }
    options.put(TlsOption.HOSTNAME_VERIFICATION, Boolean.toString(hostnameVerification));
    return options;
  }
}
