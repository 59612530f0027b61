package dev.pedigree.graph.projection;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.journal.Append;
import dev.pedigree.graph.journal.CassandraJournal;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.propertygraph.JanusPropertyGraph;
import dev.pedigree.graph.state.AppliedFacts;
import dev.pedigree.graph.state.CassandraArtifactFacts;
import dev.pedigree.graph.state.FactsOf;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A journal in Cassandra and what follows it, as one process sees them. */
final class Followed implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final CqlSession session;
  final Journal journal;
  final WatermarkStore watermarks;
  final CassandraArtifactFacts state;
  final JanusPropertyGraph graph;

  Followed(CassandraSettings settings) {
    session = settings.open();
    CassandraJournal.createTables(session);
    LeaseStore.createTable(session);
    journal = new CassandraJournal(session, Clock.systemUTC());
    watermarks = new WatermarkStore(session);
    state = new CassandraArtifactFacts(session, journal);
    graph =
        new JanusPropertyGraph(settings, 1, journal, new AppliedFacts(state, watermarks, PATIENCE));
  }

  /** A runner that has to be started; entries are its batches. */
  ProjectionRunner runner(Projection projection, Duration leaseDuration) {
    return new ProjectionRunner(
        projection,
        journal,
        new LeaseStore(session, leaseDuration),
        watermarks,
        new ProjectionRunner.Settings(1, Duration.ofMillis(100), Duration.ofMillis(200)),
        _ -> {},
        _ -> false);
  }

  /** Appends each list of facts as an entry of one change. */
  @SafeVarargs
  final void append(List<? extends Fact>... entries) {
    for (List<? extends Fact> facts : entries) {
      Change.Draft draft = FactsOf.change(1, facts.toArray(Fact[]::new)).draft();
      try {
        if (!(journal.append(head(), List.of(draft)) instanceof Append.Done)) {
          throw new IllegalStateException("somebody else appended");
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  JournalHead head() {
    JournalHead head = JournalHead.START;
    for (List<Entry> read = journal.read(head, 100);
        !read.isEmpty();
        read = journal.read(head, 100)) {
      head = read.getLast().after();
    }
    return head;
  }

  List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    journal.read(JournalHead.START, 1000).forEach(entry -> changes.addAll(entry.changes()));
    return changes;
  }

  /** What the verification of both projections finds. */
  List<String> differences() {
    Findings findings = new Findings();
    List<Change> changes = changes();
    long found = state.verify(changes, findings) + graph.verify(changes, findings);
    if (found != findings.differences().size()) {
      throw new IllegalStateException(found + " differences, told " + findings.differences());
    }
    return findings.differences();
  }

  void awaitWatermark(String projection, long revision) {
    await(() -> watermarks.read(projection) >= revision);
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited for " + PATIENCE);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Override
  public void close() {
    graph.close();
    session.close();
  }
}
