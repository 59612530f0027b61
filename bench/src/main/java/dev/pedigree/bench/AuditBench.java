package dev.pedigree.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.pedigree.bench.ask.Percentiles;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.audit.JournalProofs;
import dev.pedigree.graph.audit.JournalTree;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.journal.Append;
import dev.pedigree.graph.journal.CassandraJournal;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.journal.JournalVerifier;
import dev.pedigree.graph.projection.Lease;
import dev.pedigree.graph.projection.LeaseStore;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.graph.projection.WatermarkStore;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;

/**
 * How fast the journal's chain and its hash tree are verified, and how long a proof takes. The
 * reference is a scan of the same rows of the journal by the bare driver, with nothing looked at.
 */
final class AuditBench {
  private static final int CHANGES_PER_ENTRY = 10;
  private static final int ENTRIES_PER_READ = 64;
  private static final int PROOFS = 2_000;

  private final CassandraSettings settings;
  private final Random random = new Random(1);

  AuditBench(CassandraSettings settings) {
    this.settings = settings;
  }

  /** Appends so many entries to a fresh keyspace, which is dropped afterwards. */
  void run(int entries) throws InterruptedException {
    try (CqlSession session = settings.open()) {
      CassandraJournal.createTables(session);
      LeaseStore.createTable(session);
      CassandraJournal journal = new CassandraJournal(session, Clock.systemUTC());
      JournalHead head = append(journal, entries);
      scan(session);
      verify(journal, head);
      double bare = (scan(session) + scan(session)) / 2;
      double chain = (verify(journal, head) + verify(journal, head)) / 2;
      say("chain verified", entries, chain, bare);
      tree(session, journal, head, entries, bare);
      session.execute(
          SimpleStatement.newInstance("DROP KEYSPACE " + settings.keyspace())
              .setTimeout(Duration.ofMinutes(1)));
    }
  }

  private static void say(String what, int entries, double seconds, double bare) {
    System.out.printf(
        "%s: %d entries, %.2f s, %.0f entries/s, %.0f facts/s, %.2f x a bare scan%n",
        what,
        entries,
        seconds,
        entries / seconds,
        entries * CHANGES_PER_ENTRY / seconds,
        seconds / bare);
  }

  private static JournalHead append(CassandraJournal journal, int entries)
      throws InterruptedException {
    JournalHead head = JournalHead.START;
    for (int i = 0; i < entries; i++) {
      List<Change.Draft> drafts = new ArrayList<>();
      for (int j = 0; j < CHANGES_PER_ENTRY; j++) {
        ArtifactId child = new ArtifactId(Digest.of("child " + i + " " + j));
        ArtifactId parent = new ArtifactId(Digest.of("parent " + j));
        Fact edge = new Fact.EdgeRecorded("TRAINED_ON", child, parent, 0.25, List.of(), "{}");
        drafts.add(new Change.Draft("bench", null, List.of(edge), List.of()));
      }
      if (!(journal.append(head, drafts) instanceof Append.Done done)) {
        throw new IllegalStateException("another writer in a keyspace of our own");
      }
      head = done.entry().after();
    }
    return head;
  }

  private static double scan(CqlSession session) {
    long start = System.nanoTime();
    long bytes = 0;
    for (Row row : session.execute("SELECT * FROM journal")) {
      ByteBuffer payloads = row.getByteBuffer("payloads");
      bytes += payloads == null ? 0 : payloads.remaining();
    }
    if (bytes == 0) {
      throw new IllegalStateException("nothing was read");
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static double verify(CassandraJournal journal, JournalHead head) {
    long start = System.nanoTime();
    long damages =
        journal.verify(
            head,
            new JournalVerifier.Report() {
              @Override
              public void checked(long more) {}

              @Override
              public void damaged(String message) {
                System.out.println("damaged: " + message);
              }
            });
    if (damages > 0) {
      throw new IllegalStateException(damages + " damages");
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private void tree(
      CqlSession session, CassandraJournal journal, JournalHead head, int entries, double bare) {
    JournalTree tree = new JournalTree(session, journal);
    tree.prepare();
    long start = System.nanoTime();
    List<Change> changes = new ArrayList<>();
    JournalHead at = JournalHead.START;
    for (List<Entry> some = journal.read(at, ENTRIES_PER_READ);
        !some.isEmpty();
        some = journal.read(at, ENTRIES_PER_READ)) {
      tree.applyEntries(some);
      changes.add(some.getLast().changes().getLast());
      at = some.getLast().after();
    }
    say("tree made", entries, (System.nanoTime() - start) / 1e9, bare);
    start = System.nanoTime();
    long differences = tree.verify(changes, new Silent());
    if (differences > 0) {
      throw new IllegalStateException(differences + " differences");
    }
    say("tree verified", entries, (System.nanoTime() - start) / 1e9, bare);
    WatermarkStore watermarks = new WatermarkStore(session);
    Lease lease =
        new LeaseStore(session, Duration.ofMinutes(1))
            .take(JournalTree.NAME, UUID.randomUUID())
            .orElseThrow();
    watermarks.advance(lease, head.revision());
    proofs(new JournalProofs(journal, tree, watermarks), head.revision(), entries);
  }

  private void proofs(JournalProofs proofs, long revisions, int entries) {
    time(
        "proof of inclusion",
        () ->
            proofs.inclusion(1 + random.nextLong(revisions), OptionalLong.empty(), Duration.ZERO));
    time("proof of consistency", () -> proofs.consistency(1 + random.nextLong(entries), entries));
    time("checkpoint", proofs::newest);
  }

  private static void time(String what, Runnable proof) {
    long[] nanos = new long[PROOFS];
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < PROOFS; i++) {
        long start = System.nanoTime();
        proof.run();
        nanos[i] = System.nanoTime() - start;
      }
    }
    System.out.println(what + ": " + Percentiles.of(nanos));
  }

  private static final class Silent implements Verification.Report {
    @Override
    public void checked(long more) {}

    @Override
    public void difference(String message) {
      System.out.println("differs: " + message);
    }
  }
}
