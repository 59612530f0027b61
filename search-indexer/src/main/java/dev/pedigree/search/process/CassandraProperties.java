package dev.pedigree.search.process;

import dev.pedigree.graph.cassandra.CassandraAccess;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.cassandra.CassandraSettingsException;
import dev.pedigree.graph.cassandra.Tls;
import dev.pedigree.graph.secret.Secret;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Cassandra is, and how it is spoken to. Null and empty are alike.
 *
 * @param contactPoints {@code host:port} of some of its nodes, or of all by one name
 * @param keyspace made if absent, and so is the one with {@code _graph} behind its name
 * @param replicationFactor used only when a keyspace is made
 * @param username with {@code password}; null: nobody is asked for
 * @param caCertificate the file with the certificates that the nodes' must come from; null: without
 *     TLS
 * @param clientCertificate with {@code clientKey}: what we show of ourselves; null: nothing
 * @param hostnameVerification whether a node's certificate has to name it as it is reached
 */
public record CassandraProperties(
    @DefaultValue("127.0.0.1:9042") List<String> contactPoints,
    @DefaultValue("datacenter1") String localDatacenter,
    @DefaultValue("pedigree") String keyspace,
    @DefaultValue("1") int replicationFactor,
    @DefaultValue("5s") Duration requestTimeout,
    @Nullable String username,
    @Nullable Secret password,
    @Nullable Path caCertificate,
    @Nullable Path clientCertificate,
    @Nullable Path clientKey,
    @DefaultValue("true") boolean hostnameVerification) {
  public CassandraProperties {
    contactPoints = List.copyOf(contactPoints);
  }

  /**
   * The same, checked.
   *
   * @throws CassandraSettingsException if something in it cannot be right
   */
  public CassandraSettings settings() {
    return new CassandraSettings(
        contactPoints.stream().map(CassandraProperties::address).toList(),
        localDatacenter,
        keyspace,
        replicationFactor,
        requestTimeout,
        new CassandraAccess(CassandraAccess.Login.of(username, password), tls()));
  }

  private @Nullable Tls tls() {
    Path ca = given(caCertificate);
    Path certificate = given(clientCertificate);
    Path key = given(clientKey);
    if (ca != null) {
      return new Tls(ca, certificate, key, hostnameVerification);
    }
    if (certificate != null || key != null) {
      throw new CassandraSettingsException(
          "ca-certificate", "missing (expected: whom Cassandra's certificates come from)");
    }
    return null;
  }

  private static @Nullable Path given(@Nullable Path file) {
    return file == null || file.toString().isEmpty() ? null : file;
  }

  private static InetSocketAddress address(String contactPoint) {
    int colon = contactPoint.lastIndexOf(':');
    String port = contactPoint.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}")) {
      throw new CassandraSettingsException(
          "contact-points", contactPoint + " (expected: host:port)");
    }
    return new InetSocketAddress(contactPoint.substring(0, colon), Integer.parseInt(port));
  }
}
