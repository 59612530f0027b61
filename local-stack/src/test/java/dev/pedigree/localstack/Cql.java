package dev.pedigree.localstack;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.time.Duration;

/** Sessions with the servers under test. */
final class Cql {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Cql() {}

  static CqlSession connect(LoopbackPort port) {
    return CqlSession.builder()
        .addContactPoint(port.address())
        .withLocalDatacenter(CassandraServer.DATACENTER)
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, PATIENCE)
                .build())
        .build();
  }

  static void createKeyspace(CqlSession session, String name) {
    session.execute(
        "CREATE KEYSPACE "
            + name
            + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
  }
}
