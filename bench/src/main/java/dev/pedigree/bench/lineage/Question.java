package dev.pedigree.bench.lineage;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question about artifacts of a {@link Dataset}, by their numbers.
 *
 * @param group what it asks for, as {@code descendants}
 * @param bucket what sort of answer it has, as {@code 1k}
 * @param target of the questions between two artifacts; else the start
 * @param edgeTypes only along these; null: along any
 * @param kind only artifacts of this kind are answered; null: of any
 */
record Question(
    String group,
    String bucket,
    Op op,
    int start,
    int target,
    @Nullable Set<String> edgeTypes,
    @Nullable String kind) {
  Question {
    edgeTypes = edgeTypes == null ? null : Set.copyOf(edgeTypes);
  }

  /** What is to be found. */
  enum Op {
    DESCENDANTS,
    ANCESTORS,
    /** Whether the start descends from the target. */
    REACH,
    /** How many edges the shortest way from the start up to the target has. */
    PATH,
    /** What both descend from. */
    COMMON;

    boolean isWalk() {
      return this == DESCENDANTS || this == ANCESTORS;
    }
  }
}
