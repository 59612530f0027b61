package dev.pedigree.graph.backup;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.journal.JournalRestore;
import dev.pedigree.graph.journal.SealedEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * Puts a journal back out of a backup. First all of the backup is verified; then its entries are
 * written, each verified again; and only at last the journal is there, for everybody at once. A
 * restore that was cut short goes on where it was.
 *
 * <p>What was erased at any time that the backup knows of is erased in what is restored, whatever
 * the revision. Where the restored journal does not tell of such an erasure itself, because it ends
 * before, an entry behind its end tells of it again.
 */
final class Restore {
  private static final String BY = "restore";
  private static final String REASON = "erased later in the journal that this was restored from";

  /** So many take less than half of an entry. */
  private static final int ERASURES_PER_ENTRY = 8_000;

  private final Path path;
  private final BackupProgress progress;
  private final Clock clock;

  /** Of the backup in the folder at {@code path}, which is only read. */
  Restore(Path path, BackupProgress progress, Clock clock) {
    this.path = path;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Verifies all of the backup and restores nothing.
   *
   * @throws BackupException if it is damaged or of a newer version
   */
  BackupContents check() throws IOException {
    Manifest manifest = BackupFolder.read(path);
    Scan.of(path, manifest, 0, progress);
    return new BackupContents(
        manifest.head(),
        manifest.segments().stream().mapToLong(Segment::facts).sum(),
        manifest.segments().size(),
        manifest.segments().stream().mapToLong(Segment::rawBytes).sum(),
        manifest.segments().stream().mapToLong(Segment::bytes).sum(),
        manifest.erasedLater().size());
  }

  /**
   * A backup that was verified, and what is restored of it.
   *
   * @param end the position behind the last entry that is restored
   */
  record Plan(Manifest manifest, Erasures erasures, JournalHead end) {
    JournalRestore.Target target() {
      return new JournalRestore.Target(
          manifest.journal(), end.revision(), end.hash(), erasures.digest(end.revision()));
    }
  }

  /**
   * Verifies all of the backup.
   *
   * @param to the last revision that is to be restored; empty: all
   * @throws BackupException if the backup is damaged, of a newer version or does not have {@code
   *     to}
   */
  Plan plan(OptionalLong to) throws IOException {
    Manifest manifest = BackupFolder.read(path);
    if (manifest.segments().isEmpty()) {
      throw new BackupException("the backup in " + path + " has nothing in it yet");
    }
    long wanted = to.orElse(manifest.head().revision());
    Scan scan = Scan.of(path, manifest, wanted, progress);
    return new Plan(manifest, scan.erasures(), scan.position());
  }

  /**
   * Restores into the session's keyspace.
   *
   * @throws BackupException if the keyspace is not empty; nothing was written then
   * @throws dev.pedigree.graph.cassandra.UnavailableException if something could not be written now
   *     or it is not certain that it was; restoring again goes on
   */
  Restored run(CqlSession session, Plan plan) throws IOException {
    JournalRestore journal = new JournalRestore(session);
    if (!journal.isUnderWay()) {
      EmptySystem.require(session, plan.manifest().journal());
    }
    long reached = claim(session, journal, plan.target());
    JournalHead head = write(plan, journal, reached);
    int erased = plan.erasures().upTo(plan.end().revision()).size();
    return new Restored(plan.end(), head, reached > 0, erased);
  }

  private long claim(CqlSession session, JournalRestore journal, JournalRestore.Target target) {
    return switch (journal.claim(target)) {
      case JournalRestore.Claim.Ours ours -> ours.reached();
      case JournalRestore.Claim.Journal there ->
          throw EmptySystem.hasJournal(
              session.getKeyspace().orElseThrow().asInternal(), there.first(), target.journal());
      case JournalRestore.Claim.Other other -> throw underWay(other, target.journal());
    };
  }

  private static BackupException underWay(JournalRestore.Claim.Other other, Digest journal) {
    String what =
        other.journal().equals(journal)
            ? "this journal to revision " + other.revision()
            : "another journal, to revision " + other.revision() + ",";
    return new BackupException(
        "a restore of %s was begun here and cut short (expected: that one is gone on with, or the"
                .formatted(what)
            + " keyspace is dropped)");
  }

  private JournalHead write(Plan plan, JournalRestore journal, long reached) throws IOException {
    Manifest manifest = plan.manifest();
    long last = plan.end().revision();
    Putting putting = new Putting(plan.erasures(), journal, reached, last, progress);
    for (int index = 0; index < manifest.segments().size(); index++) {
      if (manifest.segments().get(index).firstRevision() <= last) {
        SegmentReader.read(path, manifest, index, putting);
      }
    }
    putting.finish();
    JournalHead head = tellAgain(plan, journal);
    journal.commit(putting.first(), plan.target());
    return head;
  }

  /** Announces erasures that the restored changes do not tell of. */
  private JournalHead tellAgain(Plan plan, JournalRestore journal) {
    JournalHead head = plan.end();
    SortedMap<Long, Digest> untold = plan.erasures().untoldAt(head.revision());
    Map<Long, Digest> some = new HashMap<>();
    for (Map.Entry<Long, Digest> each : untold.entrySet()) {
      some.put(each.getKey(), each.getValue());
      if (some.size() == ERASURES_PER_ENTRY || each.getKey().equals(untold.lastKey())) {
        Fact fact = new Fact.ErasurePerformed(some, REASON);
        Change.Draft draft = new Change.Draft(BY, null, List.of(fact), List.of());
        SealedEntry entry =
            SealedEntry.seal(head, List.of(draft), timeBehind(head), plan.manifest().blockBytes());
        journal.put(entry);
        head = entry.after();
        some.clear();
      }
    }
    return head;
  }

  private Instant timeBehind(JournalHead head) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return now.isBefore(head.at()) ? head.at() : now;
  }
}
