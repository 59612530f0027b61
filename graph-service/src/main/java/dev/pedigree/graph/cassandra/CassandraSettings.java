package dev.pedigree.graph.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.InvalidKeyspaceException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where Cassandra is, how it is spoken to, and which keyspace is ours.
 *
 * @param contactPoints names are looked up whenever a connection to all of it is opened, and may
 *     stand for several nodes
 * @param keyspace of lower-case letters, digits and underscores, at most 40 characters; made if
 *     absent
 * @param replicationFactor used only when the keyspace is made
 */
public record CassandraSettings(
    List<InetSocketAddress> contactPoints,
    String localDatacenter,
    String keyspace,
    int replicationFactor,
    Duration requestTimeout,
    CassandraAccess access) {
  /**
   * @throws CassandraSettingsException if one is wrong
   */
  public CassandraSettings {
    contactPoints = List.copyOf(contactPoints);
    if (contactPoints.isEmpty()) {
      throw new CassandraSettingsException("contact-points", "none (expected: host:port)");
    }
    if (!keyspace.matches("[a-z][a-z0-9_]{0,39}")) {
      throw new CassandraSettingsException(
          "keyspace",
          keyspace + " (expected: a lower-case letter, then up to 39 of a-z, 0-9 and _)");
    }
    if (replicationFactor < 1) {
      throw new CassandraSettingsException(
          "replication-factor", replicationFactor + " (expected: 1 or more)");
    }
  }

  /** A Cassandra that lets everybody in. */
  public CassandraSettings(
      List<InetSocketAddress> contactPoints,
      String localDatacenter,
      String keyspace,
      int replicationFactor,
      Duration requestTimeout) {
    this(
        contactPoints,
        localDatacenter,
        keyspace,
        replicationFactor,
        requestTimeout,
        CassandraAccess.OPEN);
  }

  /** One node on loopback. */
  public static CassandraSettings local(String host, int port, String keyspace) {
    return new CassandraSettings(
        List.of(new InetSocketAddress(host, port)),
        "datacenter1",
        keyspace,
        1,
        Duration.ofSeconds(5));
  }

  /**
   * Connects and makes the keyspace if it is absent.
   *
   * @throws com.datastax.oss.driver.api.core.DriverException if no node answers
   */
  public CqlSession open() {
    try {
      return builder().withKeyspace(keyspace).build();
    } catch (InvalidKeyspaceException e) {
      makeKeyspace();
      return builder().withKeyspace(keyspace).build();
    }
  }

  /**
   * Connects to a keyspace that is there.
   *
   * @throws InvalidKeyspaceException if it is not
   * @throws com.datastax.oss.driver.api.core.DriverException if no node answers
   */
  public CqlSession openExisting() {
    return builder().withKeyspace(keyspace).build();
  }

  private void makeKeyspace() {
    try (CqlSession session = builder().build()) {
      session.execute(
          "CREATE KEYSPACE IF NOT EXISTS "
              + keyspace
              + " WITH replication = {'class': 'NetworkTopologyStrategy', '"
              + localDatacenter
              + "': "
              + replicationFactor
              + "}");
    }
  }

  private CqlSessionBuilder builder() {
    return CqlSession.builder()
        .addContactPoints(contactPoints.stream().flatMap(CassandraSettings::lookedUp).toList())
        .withLocalDatacenter(localDatacenter)
        .withConfigLoader(
            DriverConfigLoader.compose(
                options(), DriverConfigLoader.fromString(access.configuration())));
  }

  /**
   * All addresses of a name; a name that nobody knows stays one, and is found out by the driver.
   */
  private static Stream<InetSocketAddress> lookedUp(InetSocketAddress point) {
    try {
      return Stream.of(InetAddress.getAllByName(point.getHostString()))
          .map(address -> new InetSocketAddress(address, point.getPort()));
    } catch (UnknownHostException e) {
      return Stream.of(InetSocketAddress.createUnresolved(point.getHostString(), point.getPort()));
    }
  }

  private DriverConfigLoader options() {
    return DriverConfigLoader.programmaticBuilder()
        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, requestTimeout)
        .withInt(DefaultDriverOption.CONNECTION_MAX_REQUESTS, 4_096)
        .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "QUORUM")
        .withString(DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY, "SERIAL")
        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, requestTimeout)
        // A session that is closed would wait for two seconds, twice, for more to do.
        .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
        .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
        // A statement that changes the schema would wait for a second for more of them.
        .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, Duration.ofMillis(10))
        .withStringList(DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES, List.of(keyspace))
        .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(200))
        .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(2))
        .build();
  }
}
