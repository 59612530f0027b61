package dev.pedigree.graph.diff;

import dev.pedigree.graph.lineage.Meter;
import dev.pedigree.graph.topology.TopologyReader;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Finds what one side has of its own, and what was done there on the way. */
final class OneSided {
  private final Side side;
  private final Side other;
  private final boolean isHead;

  /** Of the side: nothing stands in for it on the other. */
  private final IntPredicate alone;

  private final TopologyReader graph;
  private final Meter meter;
  private final List<Difference> found;

  /** By what is alone, the edge by which it was reached. */
  private final Int2ObjectOpenHashMap<Link> reachedBy = new Int2ObjectOpenHashMap<>();

  private OneSided(
      Side side,
      Side other,
      boolean isHead,
      IntPredicate alone,
      TopologyReader graph,
      Meter meter,
      List<Difference> found) {
    this.side = side;
    this.other = other;
    this.isHead = isHead;
    this.alone = alone;
    this.graph = graph;
    this.meter = meter;
    this.found = found;
  }

  static OneSided ofHead(
      Side base,
      Side head,
      Partners partners,
      TopologyReader graph,
      Meter meter,
      List<Difference> found) {
    return new OneSided(head, base, true, partners::isLackedByBase, graph, meter, found);
  }

  static OneSided ofBase(
      Side base,
      Side head,
      Partners partners,
      TopologyReader graph,
      Meter meter,
      List<Difference> found) {
    return new OneSided(base, head, false, partners::isLackedByHead, graph, meter, found);
  }

  /** What both have has no parents that one of them lacks. */
  void find() {
    for (int i = 0; i < side.size(); i++) {
      int child = side.artifacts[i];
      if (!other.has(child)) {
        goUp(child, side.depths[i] + 1);
      }
    }
    for (int i = 1; i < side.size(); i++) {
      int artifact = side.artifacts[i];
      if (!other.has(artifact) && alone.test(artifact)) {
        add(
            isHead ? LineageChange.Kind.ADDED : LineageChange.Kind.REMOVED,
            side.depths[i],
            artifact,
            reachedBy.get(artifact));
      }
    }
  }

  private void goUp(int child, int depth) {
    meter.work(1);
    boolean childAlone = alone.test(child);
    graph.parents(
        child,
        (edge, type, parent) -> {
          if (side.has(parent)) {
            Link link = new Link(type, child, parent);
            boolean parentAlone = alone.test(parent);
            if (parentAlone && reachedBy.putIfAbsent(parent, link) == null) {
              return;
            }
            if ((childAlone || parentAlone) && !graph.mutations(edge).isEmpty()) {
              add(LineageChange.Kind.MUTATIONS_CHANGED, depth, parent, link);
            }
          }
        });
  }

  private void add(LineageChange.Kind kind, int depth, int artifact, @Nullable Link link) {
    found.add(
        isHead
            ? new Difference(kind, depth, Difference.NONE, artifact, null, link)
            : new Difference(kind, depth, artifact, Difference.NONE, link, null));
  }
}
