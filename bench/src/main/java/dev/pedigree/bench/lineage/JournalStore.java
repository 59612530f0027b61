package dev.pedigree.bench.lineage;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.journal.Append;
import dev.pedigree.graph.journal.CassandraJournal;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.projection.Lease;
import dev.pedigree.graph.projection.LeaseStore;
import dev.pedigree.graph.projection.WatermarkStore;
import dev.pedigree.graph.propertygraph.JanusPropertyGraph;
import dev.pedigree.graph.state.CassandraArtifactFacts;
import dev.pedigree.localstack.CassandraServer;
import dev.pedigree.localstack.LoopbackPort;
import dev.pedigree.localstack.ServerSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A Cassandra of our own with the journal of a history. Its projections are said to be up to date,
 * so that a gateway begins with nothing to project; questions about contents would find nothing.
 */
final class JournalStore implements AutoCloseable {
  static final String KEYSPACE = "bench_lineage";

  private static final int HEAP_MEBIBYTES = 1024;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final CassandraServer cassandra;

  /** Begins with an empty folder. */
  JournalStore(Path folder) {
    cassandra = new CassandraServer(ServerSettings.in(folder).withHeapMebibytes(HEAP_MEBIBYTES));
    cassandra.start(LIMIT);
  }

  LoopbackPort port() {
    return cassandra.port();
  }

  /** Appends everything. Changes a second. */
  double write(History history) throws InterruptedException {
    CassandraSettings settings =
        CassandraSettings.local(LoopbackPort.HOST, port().number(), KEYSPACE);
    try (CqlSession session = settings.open()) {
      CassandraJournal.createTables(session);
      long start = System.nanoTime();
      append(new CassandraJournal(session, Clock.systemUTC()), history);
      double seconds = (System.nanoTime() - start) / 1e9;
      LeaseStore.createTable(session);
      projected(session, CassandraArtifactFacts.NAME, history.end());
      projected(session, JanusPropertyGraph.NAME, history.end());
      return history.end() / seconds;
    }
  }

  private static void append(Journal journal, History history) throws InterruptedException {
    JournalHead head = JournalHead.START;
    List<Change.Draft> entry = new ArrayList<>();
    int bytes = 0;
    for (long revision = 1; revision <= history.end(); revision++) {
      Change.Draft draft = history.draft(revision);
      int more = journal.encodedBytes(draft);
      if (bytes + more > Journal.MAX_ENTRY_BYTES) {
        head = append(journal, head, entry);
        entry.clear();
        bytes = 0;
      }
      entry.add(draft);
      bytes += more;
    }
    append(journal, head, entry);
  }

  private static JournalHead append(Journal journal, JournalHead head, List<Change.Draft> entry)
      throws InterruptedException {
    if (journal.append(head, entry) instanceof Append.Done done) {
      return done.entry().after();
    }
    throw new IllegalStateException("another writer in a keyspace of our own");
  }

  private static void projected(CqlSession session, String projection, long revision) {
    LeaseStore leases = new LeaseStore(session, Duration.ofSeconds(10));
    Lease lease = leases.take(projection, UUID.randomUUID()).orElseThrow();
    new WatermarkStore(session).advance(lease, revision);
    leases.release(lease);
  }

  @Override
  public void close() {
    cassandra.close();
  }
}
