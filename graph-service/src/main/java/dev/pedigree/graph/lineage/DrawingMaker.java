package dev.pedigree.graph.lineage;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Drawing}. When the budget runs out, of what was found until then. */
final class DrawingMaker {
  private final View view;
  private final Steps steps;
  private final StepRules rules;

  /** Roots first, then by the distance from the nearest root; in the order of the journal. */
  private final IntArrayList lineage = new IntArrayList();

  private final BitSet members = new BitSet();
  private @Nullable Truncation truncation;

  DrawingMaker(View view, Steps steps) {
    this.view = view;
    this.steps = steps;
    this.rules = StepRules.of(steps, view);
  }

  /**
   * Draws.
   *
   * @param roots distinct, ascending
   */
  Drawing draw(int[] roots, Set<Direction> directions, ArtifactFilter where, int maxNodes) {
    gather(roots, directions);
    Picture picture = new Picture(view.graph(), drawn(roots.length, where, maxNodes));
    connect(picture);
    return picture.drawing(lineage.size(), truncation);
  }

  private void gather(int[] roots, Set<Direction> directions) {
    for (int root : roots) {
      members.set(root);
      lineage.add(root);
    }
    List<Levels> walks = directions.stream().sorted().map(each -> walk(roots, each)).toList();
    int deepest = walks.stream().mapToInt(Levels::maxDepth).max().orElse(0);
    for (int depth = 1; depth <= deepest; depth++) {
      gather(walks, depth);
    }
  }

  private Levels walk(int[] roots, Direction direction) {
    Traversal traversal = new Traversal(view, rules, direction, steps.maxDepthEdges());
    try {
      traversal.walk(roots);
    } catch (BudgetExceededException e) {
      cutShort(e);
    }
    return traversal.levels();
  }

  private void gather(List<Levels> walks, int depth) {
    IntArrayList level = new IntArrayList();
    for (Levels walk : walks) {
      for (int artifact : walk.at(depth)) {
        if (!members.get(artifact)) {
          members.set(artifact);
          level.add(artifact);
        }
      }
    }
    level.sort(null);
    lineage.addAll(level);
  }

  /** What fits into the picture, ascending. */
  private int[] drawn(int roots, ArtifactFilter where, int maxNodes) {
    IntPredicate meets = FilterTest.answered(where, view);
    IntArrayList drawn = new IntArrayList(lineage.subList(0, roots));
    try {
      for (int i = roots; i < lineage.size() && drawn.size() < maxNodes; i++) {
        if (meets.test(lineage.getInt(i))) {
          drawn.add(lineage.getInt(i));
        }
      }
    } catch (BudgetExceededException e) {
      cutShort(e);
    }
    drawn.sort(null);
    return drawn.toIntArray();
  }

  /**
   * Goes through the edges by their children, as children of one parent can be a million. What is
   * drawn comes first, and whole: it is little, and without its edges no picture.
   */
  private void connect(Picture picture) {
    for (int artifact : picture.artifacts()) {
      connect(picture, artifact);
    }
    try {
      for (int artifact : lineage) {
        view.meter().work(1);
        if (!picture.shows(artifact)) {
          connect(picture, artifact);
        }
      }
    } catch (BudgetExceededException e) {
      cutShort(e);
    }
  }

  private void connect(Picture picture, int child) {
    rules.visit(
        child,
        Direction.ANCESTORS,
        (edge, type, parent) -> {
          if (members.get(parent)) {
            picture.connect(edge, child, parent);
          }
        });
  }

  private void cutShort(BudgetExceededException e) {
    truncation = truncation == null ? e.truncation() : truncation;
  }
}
