package dev.pedigree.search.process;

import dev.pedigree.graph.cassandra.CassandraSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Cassandra is.
 *
 * @param contactPoints {@code host:port} of some of its nodes
 * @param keyspace made if absent
 * @param replicationFactor used only when the keyspace is made
 */
public record CassandraProperties(
    @DefaultValue("127.0.0.1:9042") List<String> contactPoints,
    @DefaultValue("datacenter1") String localDatacenter,
    @DefaultValue("pedigree") String keyspace,
    @DefaultValue("1") int replicationFactor,
    @DefaultValue("5s") Duration requestTimeout) {
  public CassandraProperties {
    contactPoints = List.copyOf(contactPoints);
  }

  /** The same, checked. */
  public CassandraSettings settings() {
    return new CassandraSettings(
        contactPoints.stream().map(CassandraProperties::address).toList(),
        localDatacenter,
        keyspace,
        replicationFactor,
        requestTimeout);
  }

  private static InetSocketAddress address(String contactPoint) {
    int colon = contactPoint.lastIndexOf(':');
    String port = contactPoint.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "pedigree.cassandra.contact-points: " + contactPoint + " (expected: host:port)");
    }
    return new InetSocketAddress(contactPoint.substring(0, colon), Integer.parseInt(port));
  }
}
