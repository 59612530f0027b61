package dev.pedigree.graph.policy;

import dev.pedigree.graph.artifact.Stage;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was found, at one revision, of artifacts under some policies. Immutable.
 *
 * @param revision that all of it is about
 * @param stages where artifacts are
 * @param failing which artifacts fail the tests that the policies consist of
 * @param violating by policy, which artifacts at its stages violate those of its rules that are no
 *     such tests, or go to a limited depth; only of policies with such rules
 */
record PolicyIndex(
    long revision,
    Map<Stage, Bits> stages,
    Map<ArtifactTest, FailingSet> failing,
    Map<Policy, FailingSet> violating) {
  /** Nothing was found yet. */
  static final PolicyIndex NOTHING = new PolicyIndex(0, Map.of(), Map.of(), Map.of());

  PolicyIndex {
    stages = Map.copyOf(stages);
    failing = Map.copyOf(failing);
    violating = Map.copyOf(violating);
  }

  /** Whether {@code policy} is one of those that it is about. */
  boolean covers(Policy policy) {
    return failing.keySet().containsAll(policy.tests())
        && (!policy.looksFurther() || violating.containsKey(policy));
  }

  /** Null: unknown at {@code now}. */
  @Nullable Bits failing(@Nullable ArtifactTest test, Instant now) {
    FailingSet found = test == null ? null : failing.get(test);
    return found == null || !found.isGoodAt(now) ? null : found.members();
  }

  /** Whether all is known at {@code now}, too. */
  boolean isGoodAt(Instant now) {
    return sets().allMatch(found -> found.isGoodAt(now));
  }

  /** When something will change by itself. */
  Instant until() {
    return sets().map(FailingSet::until).min(Instant::compareTo).orElse(Instant.MAX);
  }

  private Stream<FailingSet> sets() {
    return Stream.concat(failing.values().stream(), violating.values().stream());
  }

  /** What is at one of these stages. */
  BitSet at(Set<Stage> wanted) {
    BitSet found = new BitSet();
    for (Stage stage : wanted) {
      Bits there = stages.get(stage);
      if (there != null) {
        found.or(there.toBitSet());
      }
    }
    return found;
  }

  /** Those found to fail; empty: none was asked. */
  BitSet members(ArtifactTest test) {
    return failing.getOrDefault(test, FailingSet.NONE).members().toBitSet();
  }

  /** Whether it was found to fail. */
  boolean fails(ArtifactTest test, int artifact) {
    return failing.getOrDefault(test, FailingSet.NONE).members().get(artifact);
  }

  /** Those found to violate a policy by rules that look further. */
  BitSet members(Policy policy) {
    return violating.getOrDefault(policy, FailingSet.NONE).members().toBitSet();
  }

  /** What of it is about these policies. */
  PolicyIndex only(Collection<Policy> policies) {
    Map<ArtifactTest, FailingSet> someFailing = new HashMap<>(failing);
    someFailing
        .keySet()
        .retainAll(policies.stream().flatMap(policy -> policy.tests().stream()).toList());
    Map<Policy, FailingSet> someViolating = new HashMap<>(violating);
    someViolating.keySet().retainAll(policies);
    return new PolicyIndex(revision, stages, someFailing, someViolating);
  }

  /** With what else was found at the same revision. */
  PolicyIndex and(PolicyIndex other) {
    Map<ArtifactTest, FailingSet> allFailing = new HashMap<>(failing);
    allFailing.putAll(other.failing);
    Map<Policy, FailingSet> allViolating = new HashMap<>(violating);
    allViolating.putAll(other.violating);
    return new PolicyIndex(revision, stages, allFailing, allViolating);
  }
}
