package dev.pedigree.graph.topology;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which edges a walk follows, made ready to be asked of millions. Good for one reader. */
public final class EdgeChoice {
  private static final byte NONE = 0;
  private static final byte ALL = 1;
  private static final byte SOME = 2;

  /** By the edge's type: none of them, all, or some, by the first kind of the child. */
  private final byte[] byType;

  private final boolean[][] byTypeAndChildKind;

  /** By the number of the set of kinds of the edge's mutations; null: any. */
  private final boolean @Nullable [] byMutations;

  /**
   * Makes one for {@code graph}.
   *
   * @param byTypeAndChildKind whether edges of a type are followed whose child is of a first kind;
   *     both by their ordinals
   * @param mutations by the kinds of an edge's mutations; null: any
   */
  public EdgeChoice(
      boolean[][] byTypeAndChildKind,
      @Nullable Predicate<Set<String>> mutations,
      TopologyReader graph) {
    this.byTypeAndChildKind = byTypeAndChildKind;
    this.byType = new byte[byTypeAndChildKind.length];
    for (int type = 0; type < byType.length; type++) {
      byType[type] = summary(byTypeAndChildKind[type]);
    }
    this.byMutations = mutations == null ? null : answers(graph.mutationSets(), mutations);
  }

  private static byte summary(boolean[] byKind) {
    int followed = 0;
    for (boolean kind : byKind) {
      followed += kind ? 1 : 0;
    }
    return followed == 0 ? NONE : followed == byKind.length ? ALL : SOME;
  }

  private static boolean[] answers(List<Set<String>> sets, Predicate<Set<String>> mutations) {
    boolean[] answers = new boolean[sets.size()];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = mutations.test(sets.get(i));
    }
    return answers;
  }

  /** Whether every edge is followed. */
  boolean followsAll() {
    boolean all = byMutations == null;
    for (byte follows : byType) {
      all &= follows == ALL;
    }
    return all;
  }

  /** Whether the mutations of an edge decide, too. */
  boolean asksMutations() {
    return byMutations != null;
  }

  boolean follows(int type, int child, Reader graph) {
    byte follows = byType[type];
    return follows == ALL || (follows == SOME && byTypeAndChildKind[type][graph.firstKind(child)]);
  }

  boolean followsMutations(int set) {
    return byMutations == null || byMutations[set];
  }
}
