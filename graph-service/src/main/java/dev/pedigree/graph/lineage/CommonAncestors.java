package dev.pedigree.graph.lineage;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What several artifacts descend from: one walk from each, and of each only what all before had in
 * common is kept. The search ends as soon as that is nothing.
 */
final class CommonAncestors {
  private final View view;
  private final Steps steps;
  private final StepRules rules;

  CommonAncestors(View view, Steps steps) {
    this.view = view;
    this.steps = steps;
    this.rules = StepRules.of(steps, view);
  }

  /**
   * See {@link LineageEngine#commonAncestors}.
   *
   * @throws BudgetExceededException if the budget runs out
   */
  List<CommonAncestor> of(int[] artifacts, boolean nearestOnly, ArtifactFilter where) {
    List<Distances> distances = distances(artifacts);
    int[] answered = meeting(where, distances.getLast().ancestors());
    if (nearestOnly && answered.length > 0) {
      answered = nearest(answered);
    }
    return sorted(answered, distances);
  }

  /** One for each artifact, or fewer if the last has no ancestors in it. */
  private List<Distances> distances(int[] artifacts) {
    Traversal up = new Traversal(view, rules, Direction.ANCESTORS, steps.maxDepthEdges());
    List<Distances> distances = new ArrayList<>(artifacts.length);
    for (int artifact : artifacts) {
      up.walk(new int[] {artifact});
      Levels levels = up.levels();
      up.forget();
      Distances next =
          distances.isEmpty() ? Distances.of(levels) : distances.getLast().common(levels);
      distances.add(next);
      if (next.isEmpty()) {
        break;
      }
    }
    return distances;
  }

  private int[] meeting(ArtifactFilter where, int[] ancestors) {
    IntPredicate meets = FilterTest.answered(where, view);
    IntArrayList meeting = new IntArrayList();
    for (int ancestor : ancestors) {
      view.meter().work(1);
      if (meets.test(ancestor)) {
        meeting.add(ancestor);
      }
    }
    return meeting.toIntArray();
  }

  /** Without what a walk upwards from all of them reaches. */
  private int[] nearest(int[] ancestors) {
    Traversal up = new Traversal(view, rules, Direction.ANCESTORS, Integer.MAX_VALUE);
    up.walk(ancestors);
    IntArrayList nearest = new IntArrayList();
    for (int ancestor : ancestors) {
      if (!up.reaches(ancestor)) {
        nearest.add(ancestor);
      }
    }
    return nearest.toIntArray();
  }

  private List<CommonAncestor> sorted(int[] ancestors, List<Distances> distances) {
    List<CommonAncestor> sorted = new ArrayList<>(ancestors.length);
    for (int ancestor : ancestors) {
      List<Integer> edges = distances.stream().map(each -> each.to(ancestor)).toList();
      sorted.add(new CommonAncestor(view.graph().artifactId(ancestor), edges));
    }
    sorted.sort(Comparator.comparingLong(CommonAncestors::sum));
    return sorted;
  }

  private static long sum(CommonAncestor ancestor) {
    return ancestor.distancesEdges().stream().mapToLong(Integer::longValue).sum();
  }
}
