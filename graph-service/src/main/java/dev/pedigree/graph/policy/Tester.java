package dev.pedigree.graph.policy;

import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Asks single artifacts. For one thread, inside one read of a topology. */
final class Tester {
  private final TopologyReader graph;
  private final TypeSystem types;
  private final Contents contents;
  private final Instant now;
  private final Map<Set<String>, IntPredicate> ofKinds = new HashMap<>();

  Tester(TopologyReader graph, TypeSystem types, Contents contents, Instant now) {
    this.graph = graph;
    this.types = types;
    this.contents = contents;
    this.now = now;
  }

  ArtifactValues values(int artifact) {
    return new ArtifactValues(artifact, graph, types, contents, now);
  }

  /** Whether {@code artifact} is of one of the kinds; null: of any. */
  boolean isOf(@Nullable Set<String> kinds, int artifact) {
    return kinds == null || ofKinds.computeIfAbsent(kinds, this::ofKinds).test(artifact);
  }

  private IntPredicate ofKinds(Set<String> names) {
    BitSet wanted = new BitSet();
    for (Kind kind : types.kinds()) {
      if (names.contains(kind.name())) {
        wanted.set(kind.ordinal());
      }
    }
    return artifact ->
        wanted.get(graph.firstKind(artifact))
            || graph.kinds(artifact).stream().anyMatch(wanted::get);
  }

  /** Whether {@code artifact} is asked and does not meet the condition, or cannot be told to. */
  boolean fails(ArtifactTest test, int artifact) {
    if (!isOf(test.kinds(), artifact)) {
      return false;
    }
    Map<String, Object> variables = Map.of(test.variable(), values(artifact));
    return isMeant(test.where(), variables) && !meets(test.condition(), variables);
  }

  /** What cannot be told to be left out is meant. */
  static boolean isMeant(@Nullable Expression where, Map<String, Object> variables) {
    try {
      return where == null || where.test(variables);
    } catch (UndecidedException e) {
      return true;
    }
  }

  private static boolean meets(Condition condition, Map<String, Object> variables) {
    try {
      return condition.expression().test(variables) == condition.required();
    } catch (UndecidedException e) {
      return false;
    }
  }

  /**
   * Tells {@code seen} when the age of {@code artifact} passed one of {@code limits} last, and when
   * it will pass the next; nothing if its age is not known.
   */
  void ageFlips(List<Duration> limits, int artifact, Flips seen) {
    Instant made = graph.createdAt(artifact);
    if (made == null) {
      return;
    }
    Instant last = Instant.MIN;
    Instant next = Instant.MAX;
    for (Duration limit : limits) {
      for (Instant flip : new Instant[] {made.plus(limit), made.plus(limit).plusNanos(1)}) {
        if (flip.isAfter(now)) {
          next = flip.isBefore(next) ? flip : next;
        } else {
          last = flip.isAfter(last) ? flip : last;
        }
      }
    }
    seen.flip(last, next);
  }

  /** Sees between which moments an outcome holds. */
  interface Flips {
    void flip(Instant last, Instant next);
  }
}
