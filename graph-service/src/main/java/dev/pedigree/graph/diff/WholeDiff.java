package dev.pedigree.graph.diff;

import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A {@link GraphDiff} of the whole graph, read from the journal. */
final class WholeDiff implements GraphDiff {
  private static final int CHANGES_PER_READ = 4_096;

  private final long from;
  private final long to;
  private final ChangeReader journal;
  private final boolean readsAll;
  private final Predicate<Fact> readable;
  private final Budget budget;
  private @Nullable FactCounts counts;

  WholeDiff(
      long from,
      long to,
      ChangeReader journal,
      boolean readsAll,
      Predicate<Fact> readable,
      Budget budget) {
    this.from = from;
    this.to = to;
    this.journal = journal;
    this.readsAll = readsAll;
    this.readable = readable;
    this.budget = budget;
  }

  @Override
  public long from() {
    return from;
  }

  @Override
  public long to() {
    return to;
  }

  @Override
  public Map<String, Integer> groups() {
    return counts().largestFirst();
  }

  @Override
  public int redacted() {
    return readsAll ? 0 : counts().redacted();
  }

  private synchronized FactCounts counts() {
    FactCounts made = counts;
    if (made == null) {
      FactCounts counting = new FactCounts();
      Meter meter = new Meter(budget);
      long at = from;
      while (at < to) {
        meter.look();
        List<Change> some = read(at, CHANGES_PER_READ);
        some.forEach(change -> change.facts().forEach(it -> counting.count(it, readable.test(it))));
        at = some.getLast().revision();
      }
      made = counting;
      counts = made;
    }
    return made;
  }

  /** At least one; there is a change at every revision. */
  private List<Change> read(long after, int atMost) {
    return journal.read(after, (int) Math.min(atMost, to - after));
  }

  @Override
  public @Nullable Integer total() {
    return readsAll ? Math.toIntExact(to - from) : null;
  }

  @Override
  public List<Place> changes(long after, int limit) {
    Meter meter = new Meter(budget);
    List<Place> found = new ArrayList<>();
    long at = Math.max(after, from);
    while (at < to && found.size() < limit) {
      meter.look();
      List<Change> some = read(at, readsAll ? limit : Math.max(limit, CHANGES_PER_READ));
      some.stream()
          .filter(change -> readsAll || change.facts().stream().anyMatch(readable))
          .limit(limit - found.size())
          .map(change -> new Place(change.revision(), change))
          .forEach(found::add);
      at = some.getLast().revision();
    }
    return found;
  }

  @Override
  public boolean shows(Fact fact) {
    return readable.test(fact);
  }
}
