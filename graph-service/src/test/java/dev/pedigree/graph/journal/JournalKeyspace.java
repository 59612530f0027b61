package dev.pedigree.graph.journal;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.localstack.LocalStack.Endpoints;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** A keyspace of its own with the journal's tables, dropped at the end. */
public final class JournalKeyspace implements AutoCloseable {
  private final CassandraSettings settings;
  private final CqlSession session;

  public JournalKeyspace(Endpoints endpoints) {
    this(endpoints.cassandraHost(), endpoints.cassandraPort());
  }

  JournalKeyspace(String host, int port) {
    String name = "journal_" + Long.toString(ThreadLocalRandom.current().nextLong() >>> 1, 36);
    settings = CassandraSettings.local(host, port, name);
    session = settings.open();
    CassandraJournal.createTables(session);
  }

  public CqlSession session() {
    return session;
  }

  public CassandraSettings settings() {
    return settings;
  }

  public String name() {
    return settings.keyspace();
  }

  /** Removes all entries. */
  public void clear() {
    session.execute(
        SimpleStatement.newInstance("TRUNCATE journal").setTimeout(Duration.ofMinutes(1)));
  }

  @Override
  public void close() {
    try {
      session.execute(
          SimpleStatement.newInstance("DROP KEYSPACE " + name()).setTimeout(Duration.ofMinutes(1)));
    } finally {
      session.close();
    }
  }
}
