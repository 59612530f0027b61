package dev.pedigree.graph.lineage;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether an artifact has a relative that meets a condition. All are told by one walk from all
 * artifacts that meet it; it is made when the first is asked about.
 */
final class RelativesTest implements IntPredicate {
  private final IntPredicate meets;
  private final Steps steps;
  private final Direction direction;
  private final View view;
  private @Nullable Traversal walked;

  /** Makes one that is met by what lies in {@code direction} of an artifact that {@code meets}. */
  RelativesTest(IntPredicate meets, Steps steps, Direction direction, View view) {
    this.meets = meets;
    this.steps = steps;
    this.direction = direction;
    this.view = view;
  }

  @Override
  public boolean test(int artifact) {
    Traversal traversal = walked;
    if (traversal == null) {
      traversal = walk();
      walked = traversal;
    }
    return traversal.reaches(artifact);
  }

  private Traversal walk() {
    IntArrayList starts = new IntArrayList();
    for (int artifact = 0; artifact < view.graph().artifactCount(); artifact++) {
      view.meter().work(1);
      if (meets.test(artifact)) {
        starts.add(artifact);
      }
    }
    Traversal traversal =
        new Traversal(view, StepRules.of(steps, view), direction, steps.maxDepthEdges());
    traversal.walk(starts.toIntArray());
    return traversal;
  }
}
