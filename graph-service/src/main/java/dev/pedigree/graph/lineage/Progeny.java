package dev.pedigree.graph.lineage;

import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.TypeSystem;
import java.time.Instant;
import java.util.BitSet;

/** What descends from any of several artifacts, by ordinals. */
public final class Progeny {
  private Progeny() {}

  /**
   * Walks down from all of {@code starts} at once.
   *
   * @param steps of any number, through every artifact
   * @param now what ages in conditions count from
   * @return a start is in it only if it descends from another
   * @throws BudgetExceededException if the budget of {@code meter} runs out
   */
  public static BitSet of(
      BitSet starts,
      Steps steps,
      TopologyReader graph,
      TypeSystem types,
      Instant now,
      Meter meter) {
    View view = new View(graph, types, now, meter, Namespaces.ALL);
    StepRules rules = StepRules.of(steps, view);
    BitSet reached = new BitSet(graph.artifactCount());
    try (Traversal traversal =
        new Traversal(view, rules, Direction.DESCENDANTS, steps.maxDepthEdges())) {
      traversal.walk(starts.stream().toArray());
      for (int artifact : traversal.levels().artifacts()) {
        reached.set(artifact);
      }
    }
    BitSet above = (BitSet) reached.clone();
    above.or(starts);
    starts.stream()
        .forEach(
            start ->
                rules.visit(
                    start,
                    Direction.ANCESTORS,
                    (edge, type, parent) -> {
                      if (above.get(parent)) {
                        reached.set(start);
                      }
                    }));
    return reached;
  }
}
