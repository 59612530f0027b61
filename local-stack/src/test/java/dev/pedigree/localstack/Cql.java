package dev.pedigree.localstack;

import com.datastax.oss.driver.api.core.CqlSession;

/** Sessions with the servers under test. */
final class Cql {
  private Cql() {}

  static CqlSession connect(LoopbackPort port) {
    return CqlSession.builder()
        .addContactPoint(port.address())
        .withLocalDatacenter(CassandraServer.DATACENTER)
        .build();
  }

  static void createKeyspace(CqlSession session, String name) {
    session.execute(
        "CREATE KEYSPACE "
            + name
            + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
  }
}
