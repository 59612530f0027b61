package dev.pedigree.graph.diff;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.lineage.Meter;
import dev.pedigree.graph.state.ArtifactStates;
import dev.pedigree.graph.state.Occurrence;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A {@link GraphDiff} of some artifacts and their edges to parents, read from what is stored of
 * each.
 */
final class ClosureDiff implements GraphDiff {
  private static final int ARTIFACTS_PER_READ = 2_000;

  private final long from;
  private final long to;
  private final Set<ArtifactId> artifacts;
  private final ArtifactStates states;
  private final Predicate<Fact> readable;
  private final Meter meter;
  private @Nullable Read read;

  /** All that happened. */
  private record Read(TreeSet<Long> revisions, FactCounts counts) {}

  ClosureDiff(
      long from,
      long to,
      Set<ArtifactId> artifacts,
      ArtifactStates states,
      Predicate<Fact> readable,
      Meter meter) {
    this.from = from;
    this.to = to;
    this.artifacts = artifacts;
    this.states = states;
    this.readable = readable;
    this.meter = meter;
  }

  @Override
  public long from() {
    return from;
  }

  @Override
  public long to() {
    return to;
  }

  private synchronized Read read() {
    Read made = read;
    if (made == null) {
      made = new Read(new TreeSet<>(), new FactCounts());
      List<ArtifactId> all = List.copyOf(artifacts);
      for (int i = 0; i < all.size(); i += ARTIFACTS_PER_READ) {
        meter.look();
        List<ArtifactId> some = all.subList(i, Math.min(all.size(), i + ARTIFACTS_PER_READ));
        for (List<Occurrence> facts : states.facts(some, to).values()) {
          take(facts, made);
        }
      }
      read = made;
    }
    return made;
  }

  private void take(List<Occurrence> facts, Read into) {
    for (Occurrence fact : facts) {
      if (fact.revision() > from) {
        boolean isRead = readable.test(fact.fact());
        into.counts.count(fact.fact(), isRead);
        if (isRead) {
          into.revisions.add(fact.revision());
        }
      }
    }
  }

  @Override
  public Map<String, Integer> groups() {
    return read().counts.largestFirst();
  }

  @Override
  public int redacted() {
    return read().counts.redacted();
  }

  @Override
  public Integer total() {
    return read().revisions.size();
  }

  @Override
  public List<Place> changes(long after, int limit) {
    return read().revisions.tailSet(after, false).stream()
        .limit(limit)
        .map(revision -> new Place(revision, null))
        .toList();
  }

  @Override
  public boolean shows(Fact fact) {
    return Occurrence.owner(fact).filter(artifacts::contains).isPresent() && readable.test(fact);
  }
}
