package dev.pedigree.bench.store;

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

/** A Cassandra of our own, with a journal that is written straight to it. */
public final class JournalStore implements AutoCloseable {
  /** Where the journal is. */
  public static final String KEYSPACE = "bench";

  private static final int HEAP_MEBIBYTES = 1024;
  private static final int ARTIFACTS_PER_MEBIBYTE = 800;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final CassandraServer cassandra;

  /** Begins with an empty folder. */
  public JournalStore(Path folder) {
    cassandra =
        new CassandraServer(
            ServerSettings.in(folder).withHeapMebibytes(HEAP_MEBIBYTES).runningLong());
    cassandra.start(LIMIT);
  }

  /** What a server needs that holds so many artifacts. */
  public static int heapMebibytes(int artifacts) {
    return HEAP_MEBIBYTES + artifacts / ARTIFACTS_PER_MEBIBYTE;
  }

  /** Where it answers. */
  public LoopbackPort port() {
    return cassandra.port();
  }

  /**
   * Begins the journal with {@code changes}. Some projections are said to be up to date with it, so
   * that a gateway has nothing to do for them; what they hold is empty.
   *
   * @return how many changes a second were written
   */
  public double write(Iterable<Change.Draft> changes, Projected projected)
      throws InterruptedException {
    CassandraSettings settings =
        CassandraSettings.local(LoopbackPort.HOST, port().number(), KEYSPACE);
    try (CqlSession session = settings.open()) {
      CassandraJournal.createTables(session);
      long start = System.nanoTime();
      long end = append(new CassandraJournal(session, Clock.systemUTC()), changes);
      double seconds = (System.nanoTime() - start) / 1e9;
      LeaseStore.createTable(session);
      if (projected == Projected.ALL) {
        projected(session, CassandraArtifactFacts.NAME, end);
      }
      if (projected != Projected.NONE) {
        projected(session, JanusPropertyGraph.NAME, end);
      }
      return end / seconds;
    }
  }

  /** Which projections are said to be up to date. */
  public enum Projected {
    /** All that are kept in Cassandra. */
    ALL,
    /** Only the property graph. */
    PROPERTY_GRAPH,
    /** None: a gateway has all of it to do. */
    NONE
  }

  /** The revision of the last. */
  private static long append(Journal journal, Iterable<Change.Draft> changes)
      throws InterruptedException {
    JournalHead head = JournalHead.START;
    List<Change.Draft> entry = new ArrayList<>();
    int bytes = 0;
    for (Change.Draft draft : changes) {
      int more = journal.encodedBytes(draft);
      if (bytes + more > Journal.MAX_ENTRY_BYTES) {
        head = append(journal, head, entry);
        entry.clear();
        bytes = 0;
      }
      entry.add(draft);
      bytes += more;
    }
    return append(journal, head, entry).revision();
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

  /** Ends it orderly: what it holds in memory goes to its disk. */
  public void stop(Duration grace) {
    cassandra.stop(grace);
  }

  @Override
  public void close() {
    cassandra.close();
  }
}
