package dev.pedigree.gateway.testing;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.journal.Append;
import dev.pedigree.graph.journal.CassandraJournal;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.localstack.LocalStack.Endpoints;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A journal of a test's own, with as many gateways on it as the test wants. */
public final class Keyspace implements AutoCloseable {
  private final CassandraSettings settings;
  private final int cassandraPort;
  private final List<Gateway> gateways = new ArrayList<>();

  public Keyspace(Endpoints endpoints) {
    cassandraPort = endpoints.cassandraPort();
    settings =
        CassandraSettings.local(endpoints.cassandraHost(), cassandraPort, Gateway.freshKeyspace());
  }

  /**
   * Starts a gateway without search and waits until it is ready.
   *
   * @param more settings, as {@code --name=value}
   */
  public Gateway start(String... more) {
    Gateway started = Gateway.launch(cassandraPort, settings.keyspace(), null, more);
    gateways.add(started);
    started.awaitReadiness(200);
    return started;
  }

  /** Appends facts that no mutation can state yet, one change each; the last one's revision. */
  public long append(Fact... facts) throws InterruptedException {
    try (CqlSession session = settings.open()) {
      CassandraJournal journal = new CassandraJournal(session, Clock.systemUTC());
      JournalHead head = JournalHead.START;
      for (Entry entry : journal.read(head, Integer.MAX_VALUE)) {
        head = entry.after();
      }
      List<Change.Draft> drafts = new ArrayList<>();
      for (Fact fact : facts) {
        drafts.add(new Change.Draft("test", null, List.of(fact), List.of()));
      }
      if (!(journal.append(head, drafts) instanceof Append.Done)) {
        throw new AssertionError("somebody else appends to " + settings.keyspace());
      }
      return head.revision() + facts.length;
    }
  }

  @Override
  public void close() {
    gateways.forEach(Gateway::close);
  }
}
