package dev.pedigree.graph.lineage;

import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.TypeSystem;
import java.time.Instant;
import java.util.BitSet;

/** What an artifact descends from along some steps, by ordinals. For one thread. */
public final class Ancestry {
  private final int[] nearestFirst;
  private final BitSet reached;

  private Ancestry(int[] nearestFirst) {
    this.nearestFirst = nearestFirst;
    this.reached = new BitSet();
    for (int artifact : nearestFirst) {
      reached.set(artifact);
    }
  }

  /**
   * Walks up from {@code start}.
   *
   * @param now what ages in conditions count from
   * @throws BudgetExceededException if the budget of {@code meter} runs out
   */
  public static Ancestry of(
      int start, Steps steps, TopologyReader graph, TypeSystem types, Instant now, Meter meter) {
    View view = new View(graph, types, now, meter);
    try (Traversal traversal =
        new Traversal(
            view, StepRules.of(steps, view), Direction.ANCESTORS, steps.maxDepthEdges())) {
      traversal.walk(new int[] {start});
      return new Ancestry(traversal.levels().artifacts());
    }
  }

  /** Nearest first, ties in the order of the journal, without the start. Not to be changed. */
  public int[] nearestFirst() {
    return nearestFirst;
  }

  /** Whether {@code artifact} is among them. */
  public boolean contains(int artifact) {
    return reached.get(artifact);
  }
}
