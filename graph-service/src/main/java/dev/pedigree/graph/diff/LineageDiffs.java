package dev.pedigree.graph.diff;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.BudgetExceededException;
import dev.pedigree.graph.lineage.CommonAncestor;
import dev.pedigree.graph.lineage.Meter;
import dev.pedigree.graph.lineage.Sight;
import dev.pedigree.graph.state.EdgeState;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.TypeSystem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Compares what two artifacts descend from: shape from memory, words from the store. */
public final class LineageDiffs {
  private final Topology topology;
  private final TypeSystem types;
  private final Namespaces reads;
  private final Function<Collection<EdgeId>, Map<EdgeId, EdgeState>> edges;

  /**
   * Makes diffs for one reader.
   *
   * @param reads what whoever asks may read; nothing else is shown, but it conducts
   * @param edges reads edges as they stood at the revision of a diff, in one round trip
   */
  public LineageDiffs(
      Topology topology,
      TypeSystem types,
      Namespaces reads,
      Function<Collection<EdgeId>, Map<EdgeId, EdgeState>> edges) {
    this.topology = topology;
    this.types = types;
    this.reads = reads;
    this.edges = edges;
  }

  /**
   * How {@code head} differs from {@code base}.
   *
   * @return empty if one of the two is not recorded at {@code revision}, or may not be read
   * @throws BudgetExceededException if the budget runs out
   */
  public Optional<LineageDiff> diff(
      ArtifactId base, ArtifactId head, long revision, Budget budget) {
    Meter meter = new Meter(budget);
    return topology.read(
        revision,
        graph -> {
          Sight sight = new Sight(graph, reads);
          OptionalInt one = sight.find(base);
          OptionalInt other = sight.find(head);
          return one.isEmpty() || other.isEmpty()
              ? Optional.empty()
              : Optional.of(diff(one.getAsInt(), other.getAsInt(), sight, meter));
        });
  }

  private LineageDiff diff(int one, int other, Sight sight, Meter meter) {
    Instant unasked = Instant.EPOCH;
    Side base = Side.of(one, sight, types, unasked, meter);
    Side head = one == other ? base : Side.of(other, sight, types, unasked, meter);
    return new Found(
        sight.graph().revision(),
        base.sharedWith(head).cardinality(),
        base.hiddenHereOrIn(head),
        Together.nearest(base, head, sight, meter),
        one == other ? List.of() : differences(base, head, sight, meter));
  }

  private List<Difference> differences(Side base, Side head, Sight sight, Meter meter) {
    TopologyReader graph = sight.graph();
    List<Pair> pairs = Lines.pairs(base, head, sight, types, meter);
    Partners partners = new Partners(base, head, pairs);
    List<Difference> found = new ArrayList<>();
    for (Pair pair : pairs) {
      meter.work(1);
      new PairComparison(pair, base, head, partners, graph, found).find();
    }
    OneSided.ofHead(base, head, partners, graph, meter, found).find();
    OneSided.ofBase(base, head, partners, graph, meter, found).find();
    found.sort(Difference.CLOSEST_FIRST);
    return found;
  }

  /** What was found, put in words a page at a time. */
  private final class Found implements LineageDiff {
    private final long revision;
    private final int shared;
    private final int redacted;
    private final List<CommonAncestor> nearest;
    private final List<Difference> differences;

    private Found(
        long revision,
        int shared,
        int redacted,
        List<CommonAncestor> nearest,
        List<Difference> differences) {
      this.revision = revision;
      this.shared = shared;
      this.redacted = redacted;
      this.nearest = List.copyOf(nearest);
      this.differences = differences;
    }

    @Override
    public long revision() {
      return revision;
    }

    @Override
    public int shared() {
      return shared;
    }

    @Override
    public int redacted() {
      return redacted;
    }

    @Override
    public List<CommonAncestor> nearestCommonAncestors() {
      return nearest;
    }

    @Override
    public int total() {
      return differences.size();
    }

    @Override
    public List<LineageChange> changes(int offset, int limit) {
      int from = Math.min(offset, total());
      List<Difference> page = differences.subList(from, from + Math.min(limit, total() - from));
      return topology.read(
          revision, graph -> new Wording(page, new Sight(graph, reads), types, edges).changes());
    }
  }
}
