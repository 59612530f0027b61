package dev.pedigree.graph.journal;

import dev.pedigree.graph.artifact.Digest;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Walks the chain from its start and computes every hash again. What is behind the first damage
 * hangs in the air, so the walk ends there.
 */
public final class JournalVerifier {
  private final Blocks blocks;
  private final long maxBlockBytes;
  private final JournalHead expected;
  private final Report report;

  /** What an {@link Fact.ErasurePerformed} of that revision says of an erased one. */
  private record Erasure(long by, long of, Digest residue) {}

  private final Set<Erasure> announced = new LinkedHashSet<>();
  private final Map<Long, Digest> residues = new TreeMap<>();
  private JournalHead head = JournalHead.START;
  private long damages;

  JournalVerifier(Blocks blocks, long maxBlockBytes, JournalHead expected, Report report) {
    this.blocks = blocks;
    this.maxBlockBytes = maxBlockBytes;
    this.expected = expected;
    this.report = report;
  }

  /** Hears of progress and damages. */
  public interface Report {
    /** So many more changes were checked. */
    void checked(long more);

    /** Something does not hold; {@code message} names it. */
    void damaged(String message);
  }

  /** All rows of a block, in order. */
  interface Blocks {
    Iterator<StoredEntry> rows(long block);
  }

  /** How many damages were found. */
  long verify() {
    try {
      walk();
      compareErasures();
    } catch (JournalDamagedException | UndecodableChangeException e) {
      damaged(String.valueOf(e.getMessage()));
    }
    return damages;
  }

  private void walk() {
    long block;
    do {
      block = StoredEntry.blockBehind(head, maxBlockBytes);
      blocks.rows(block).forEachRemaining(this::check);
    } while (StoredEntry.blockBehind(head, maxBlockBytes) != block);
    Iterator<StoredEntry> beyond = blocks.rows(block + 1);
    if (beyond.hasNext()) {
      throw missing(beyond.next().firstRevision());
    }
    if (head.revision() < expected.revision()) {
      throw missing(expected.revision() + 1);
    }
  }

  private void check(StoredEntry row) {
    if (row.firstRevision() > head.revision() + 1) {
      throw missing(row.firstRevision());
    }
    row.verifyBehind(head, maxBlockBytes);
    compareWithExpected(row);
    residues.putAll(row.residueDigests());
    for (Change change : row.open().changes()) {
      for (Fact fact : change.facts()) {
        announce(change.revision(), fact);
      }
    }
    head = row.after();
    report.checked(row.count());
  }

  private void compareWithExpected(StoredEntry row) {
    boolean there =
        row.firstRevision() <= expected.revision() && expected.revision() <= row.lastRevision();
    if (there && !row.hash().equals(expected.hash())) {
      throw new JournalDamagedException(
          "entry of revisions %d to %d: is not the one that was read before (hash %s, expected: %s)"
              .formatted(row.firstRevision(), row.lastRevision(), row.hash(), expected.hash()));
    }
  }

  private void announce(long revision, Fact fact) {
    if (fact instanceof Fact.ErasurePerformed erasure) {
      erasure
          .residues()
          .forEach((of, residue) -> announced.add(new Erasure(revision, of, residue)));
    }
  }

  private void compareErasures() {
    Map<Long, Digest> unannounced = new TreeMap<>(residues);
    for (Erasure erasure : announced) {
      unannounced.remove(erasure.of());
      @Nullable Digest residue = residues.get(erasure.of());
      if (residue == null) {
        damaged(
            "revision %d: still has its payload, which revision %d erased"
                .formatted(erasure.of(), erasure.by()));
      } else if (!residue.equals(erasure.residue())) {
        damaged(
            "revision %d: its residue is not the one that revision %d left (%s, expected: %s)"
                .formatted(erasure.of(), erasure.by(), residue, erasure.residue()));
      }
    }
    for (long revision : unannounced.keySet()) {
      damaged("revision " + revision + ": is erased, and no change says so");
    }
  }

  private JournalDamagedException missing(long next) {
    return new JournalDamagedException(
        "revisions %d to %d are missing".formatted(head.revision() + 1, next - 1));
  }

  private void damaged(String message) {
    damages++;
    report.damaged(message);
  }
}
