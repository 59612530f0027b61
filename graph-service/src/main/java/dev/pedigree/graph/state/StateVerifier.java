package dev.pedigree.graph.state;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.projection.LaterChanges;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.graph.state.ArtifactFactsTable.Cell;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the cells with the journal: first what should be there, in portions; then whether
 * anything else is, by a count and a sum over all cells. Only if these differ it goes through the
 * journal again, to name the cells.
 */
final class StateVerifier {
  /** A change may have thousands, and all of a portion are read at once. */
  private static final int FACTS_PER_PORTION = 2000;

  private final ArtifactFactsTable table;
  private final Journal source;
  private final Verification.Report report;
  private final Repair repair;
  private long differences;
  private long last;

  StateVerifier(
      ArtifactFactsTable table, Journal source, Verification.Report report, Repair repair) {
    this.table = table;
    this.source = source;
    this.report = report;
    this.repair = repair;
  }

  /** Puts right what was found. */
  interface Repair {
    Repair NONE =
        new Repair() {
          @Override
          public void put(Cell cell) {}

          @Override
          public void remove(ArtifactId artifact, long span, long revision) {}
        };

    void put(Cell cell);

    void remove(ArtifactId artifact, long span, long revision);
  }

  private record Key(ArtifactId artifact, long revision) {}

  /** Order does not matter to it; two sets of cells with equal sums are taken to be equal. */
  private static final class Sum {
    private long count;
    private long sum;

    void add(ArtifactId artifact, long revision) {
      count++;
      sum += hash(artifact, revision);
    }

    boolean same(Sum that) {
      return count == that.count && sum == that.sum;
    }
  }

  long verify(Iterable<Change> journal) {
    Sum expected = new Sum();
    List<Change> portion = new ArrayList<>();
    int facts = 0;
    for (Change change : journal) {
      portion.add(change);
      facts += change.facts().size();
      if (facts >= FACTS_PER_PORTION) {
        compare(portion, expected);
        portion.clear();
        facts = 0;
      }
    }
    compare(portion, expected);
    Sum stored = new Sum();
    table.scan(
        (artifact, span, revision) -> {
          if (revision > last) {
            return;
          }
          if (span != ArtifactFactsTable.span(revision)) {
            difference(
                "extra: facts of %s at revision %d, in the row of span %d"
                    .formatted(artifact, revision, span));
            repair.remove(artifact, span, revision);
          } else {
            stored.add(artifact, revision);
          }
        });
    if (!stored.same(expected)) {
      nameExtraCells(journal);
    }
    return differences;
  }

  private void compare(List<Change> changes, Sum expected) {
    if (changes.isEmpty()) {
      return;
    }
    last = changes.getLast().revision();
    Map<Key, Cell> cells = new LinkedHashMap<>();
    for (Change change : changes) {
      Occurrence.byOwner(change)
          .forEach(
              (id, facts) -> {
                cells.put(new Key(id, change.revision()), Cell.of(id, facts));
                expected.add(id, change.revision());
              });
    }
    Map<Key, Cell> stored = new HashMap<>();
    table.read(
        cells.keySet().stream().map(Key::artifact).distinct().toList(),
        changes.getFirst().revision(),
        last,
        cell -> stored.put(new Key(cell.artifact(), cell.revision()), cell));
    cells.forEach((key, cell) -> compare(key, cell, stored.get(key)));
    report.checked(changes.size());
  }

  private void compare(Key key, Cell expected, @Nullable Cell stored) {
    if (stored == null) {
      difference("missing: facts of " + key.artifact + " at revision " + key.revision);
      repair.put(expected);
    } else if (!stored.equals(expected) && !erasedMeanwhile(key.revision)) {
      difference("differs: facts of " + key.artifact + " at revision " + key.revision);
      repair.put(expected);
    }
  }

  /** Erasures are rare, and so are differences: asked anew each time. */
  private boolean erasedMeanwhile(long revision) {
    return new LaterChanges(source, last).erase(revision);
  }

  private void nameExtraCells(Iterable<Change> journal) {
    LongSet expected = new LongOpenHashSet();
    for (Change change : journal) {
      Occurrence.byOwner(change).keySet().forEach(id -> expected.add(hash(id, change.revision())));
    }
    table.scan(
        (artifact, span, revision) -> {
          if (revision <= last
              && span == ArtifactFactsTable.span(revision)
              && !expected.contains(hash(artifact, revision))) {
            difference("extra: facts of " + artifact + " at revision " + revision);
            repair.remove(artifact, span, revision);
          }
        });
  }

  private void difference(String message) {
    differences++;
    report.difference(message);
  }

  private static long hash(ArtifactId artifact, long revision) {
    long z = artifact.digest().word0() ^ Long.rotateLeft(artifact.digest().word1(), 32);
    z += revision * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
