package dev.pedigree.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.journal.Append;
import dev.pedigree.graph.journal.CassandraJournal;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.journal.JournalHead;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How many changes a second the journal alone takes from one writer that always has enough waiting
 * to fill an entry. The reference is a lightweight transaction that inserts as many random bytes,
 * with nothing encoded, hashed or checked.
 */
final class JournalBench {
  private static final int WARM_UP_ENTRIES = 5;

  private final CassandraSettings settings;

  JournalBench(CassandraSettings settings) {
    this.settings = settings;
  }

  /**
   * Appends about {@code changes} in full entries to a fresh keyspace, which is dropped afterwards.
   */
  void run(int changes) throws InterruptedException {
    try (CqlSession session = settings.open()) {
      CassandraJournal.createTables(session);
      Journal journal = new CassandraJournal(session, Clock.systemUTC());
      List<Change.Draft> full = fullEntry(journal);
      int entries = Math.max(1, changes / full.size());
      JournalHead head = append(journal, JournalHead.START, full, WARM_UP_ENTRIES);
      double rawBefore = raw(session, "raw_a", entries);
      long start = System.nanoTime();
      append(journal, head, full, entries);
      double seconds = (System.nanoTime() - start) / 1e9;
      double raw = (rawBefore + raw(session, "raw_b", entries)) / 2;
      int count = entries * full.size();
      System.out.printf(
          "journal: %d changes in %d entries, %.2f s, %.0f changes/s, %.2f x a bare insert of as many bytes%n",
          count, entries, seconds, count / seconds, raw / seconds);
      session.execute("DROP KEYSPACE " + settings.keyspace());
    }
  }

  private static JournalHead append(
      Journal journal, JournalHead from, List<Change.Draft> drafts, int times)
      throws InterruptedException {
    JournalHead head = from;
    for (int i = 0; i < times; i++) {
      if (journal.append(head, drafts) instanceof Append.Done done) {
        head = done.entry().after();
      } else {
        throw new IllegalStateException("another writer in a keyspace of our own");
      }
    }
    return head;
  }

  private static List<Change.Draft> fullEntry(Journal journal) {
    List<Change.Draft> drafts = new ArrayList<>();
    int bytes = 0;
    while (true) {
      Change.Draft draft = draft(drafts.size());
      bytes += journal.encodedBytes(draft);
      if (bytes > Journal.MAX_ENTRY_BYTES) {
        return drafts;
      }
      drafts.add(draft);
    }
  }

  /** An edge with a weight: what an import is mostly made of. */
  private static Change.Draft draft(int number) {
    ArtifactId child = new ArtifactId(Digest.of("child " + number));
    ArtifactId parent = new ArtifactId(Digest.of("parent " + number));
    Fact edge = new Fact.EdgeRecorded("TRAINED_ON", child, parent, 0.25, List.of(), "{}");
    return new Change.Draft("bench", null, List.of(edge), List.of());
  }

  private static double raw(CqlSession session, String table, int entries) {
    session.execute(
        "CREATE TABLE "
            + table
            + " (block bigint, entry bigint, bytes blob, PRIMARY KEY (block, entry))");
    PreparedStatement insert =
        session.prepare(
            "INSERT INTO " + table + " (block, entry, bytes) VALUES (0, ?, ?) IF NOT EXISTS");
    byte[] bytes = new byte[Journal.MAX_ENTRY_BYTES];
    new Random(1).nextBytes(bytes);
    long start = System.nanoTime();
    for (long entry = 0; entry < entries; entry++) {
      session.execute(insert.bind(entry, ByteBuffer.wrap(bytes)));
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
