package dev.pedigree.graph.policy;

import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.lineage.Meter;
import dev.pedigree.graph.lineage.Progeny;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.TypeSystem;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes {@link PolicyIndex}es of a graph at one revision, anew or from one of an earlier revision.
 * For one thread, inside one read of a topology.
 */
final class PolicyIndexer {
  /** So many artifacts' contents are got together. */
  private static final int TOGETHER = 4_096;

  private static final int[] NOBODY = {};

  private final TopologyReader graph;
  private final TypeSystem types;
  private final Contents contents;
  private final PolicyBook book;
  private final Instant now;
  private final Meter meter;
  private final Tester tester;

  PolicyIndexer(
      TopologyReader graph,
      TypeSystem types,
      Contents contents,
      PolicyBook book,
      Instant now,
      Meter meter) {
    this.graph = graph;
    this.types = types;
    this.contents = contents;
    this.book = book;
    this.now = now;
    this.meter = meter;
    this.tester = new Tester(graph, types, contents, now);
  }

  // Anew.

  /**
   * Asks every artifact.
   *
   * @param due is told when what was found will change by age alone
   */
  PolicyIndex build(Collection<Policy> policies, Due due) {
    Map<ArtifactTest, FailingSet> failing = new HashMap<>();
    for (Policy policy : policies) {
      policy.tests().forEach(test -> failing.computeIfAbsent(test, it -> failing(it, due)));
    }
    PolicyIndex index = new PolicyIndex(graph.revision(), stages(), failing, Map.of());
    Map<Policy, FailingSet> violating = new HashMap<>();
    for (Policy policy : policies) {
      if (policy.looksFurther()) {
        violating.put(policy, violating(index, policy, due));
      }
    }
    return index.and(new PolicyIndex(graph.revision(), Map.of(), Map.of(), violating));
  }

  private FailingSet violating(PolicyIndex index, Policy policy, Due due) {
    Span span = new Span(Instant.MIN, Instant.MAX, policy.ageLimitsFurther(), due);
    for (int artifact = 0; artifact < graph.artifactCount(); artifact++) {
      span.include(artifact);
    }
    BitSet members = new BitSet();
    candidates(index, policy, policy.stages()).stream()
        .filter(artifact -> violates(index, policy, artifact))
        .forEach(members::set);
    return new FailingSet(Bits.of(members), span.from, span.until);
  }

  private Map<Stage, Bits> stages() {
    Map<Stage, BitSet> stages = new EnumMap<>(Stage.class);
    for (int artifact = 0; artifact < graph.artifactCount(); artifact++) {
      meter.work(1);
      stages.computeIfAbsent(graph.stage(artifact), _ -> new BitSet()).set(artifact);
    }
    Map<Stage, Bits> found = new EnumMap<>(Stage.class);
    stages.forEach((stage, artifacts) -> found.put(stage, Bits.of(artifacts)));
    return found;
  }

  private FailingSet failing(ArtifactTest test, Due due) {
    BitSet members = new BitSet();
    Span span = new Span(Instant.MIN, Instant.MAX, test.ageLimits(), due);
    int count = graph.artifactCount();
    for (int from = 0; from < count; from += TOGETHER) {
      int to = Math.min(from + TOGETHER, count);
      int[] asked = IntStream.range(from, to).filter(it -> tester.isOf(test.kinds(), it)).toArray();
      if (test.readsContents()) {
        contents.expect(asked);
      }
      for (int artifact : asked) {
        meter.work(1);
        members.set(artifact, tester.fails(test, artifact));
        span.include(artifact);
      }
    }
    return new FailingSet(Bits.of(members), span.from, span.until);
  }

  /** Between which moments all that was found holds. */
  private final class Span {
    private Instant from;
    private Instant until;
    private final List<Duration> ageLimits;
    private final Due due;

    Span(Instant from, Instant until, List<Duration> ageLimits, Due due) {
      this.from = from;
      this.until = until;
      this.ageLimits = ageLimits;
      this.due = due;
    }

    void include(int artifact) {
      if (!ageLimits.isEmpty()) {
        meter.work(1);
        tester.ageFlips(ageLimits, artifact, (last, next) -> include(last, next, artifact));
      }
    }

    private void include(Instant last, Instant next, int artifact) {
      from = last.isAfter(from) ? last : from;
      until = next.isBefore(until) ? next : until;
      if (next.isBefore(Instant.MAX)) {
        due.at(next, artifact);
      }
    }
  }

  /** Hears that an artifact has to be asked again at some moment. */
  interface Due {
    /** Asked again at the first question after that moment anyway. */
    Due UNHEARD = (at, artifact) -> {};

    void at(Instant moment, int artifact);
  }

  // From an earlier one.

  /**
   * Asks those again that may answer otherwise than at the revision of {@code before}.
   *
   * @param touches all that came since
   * @param aged whose age alone may have changed what they answer; with these, {@code until} tells
   *     when the next will
   * @param earlier the graph as it stood at the revision of {@code before}
   */
  PolicyIndex advance(
      PolicyIndex before,
      List<Touch> touches,
      int[] aged,
      Instant until,
      TopologyReader earlier,
      Due due) {
    Map<ArtifactTest, FailingSet> failing = new HashMap<>();
    before
        .failing()
        .forEach((test, found) -> failing.put(test, again(test, found, touches, aged, until, due)));
    PolicyIndex index =
        new PolicyIndex(graph.revision(), moved(before.stages(), touches), failing, Map.of());
    Map<Policy, FailingSet> violating = new HashMap<>();
    before
        .violating()
        .forEach(
            (policy, found) ->
                violating.put(
                    policy, again(index, policy, found, touches, aged, until, earlier, due)));
    return index.and(new PolicyIndex(graph.revision(), Map.of(), Map.of(), violating));
  }

  private Map<Stage, Bits> moved(Map<Stage, Bits> before, List<Touch> touches) {
    Map<Stage, Bits> after = new EnumMap<>(Stage.class);
    after.putAll(before);
    for (int artifact : touched(touches, Set.of(Aspect.STAGE, Aspect.RECORDED))) {
      for (Stage stage : Stage.values()) {
        Bits there = after.getOrDefault(stage, Bits.NONE);
        after.put(stage, there.with(artifact, graph.stage(artifact) == stage));
      }
    }
    return after;
  }

  private FailingSet again(
      ArtifactTest test,
      FailingSet before,
      List<Touch> touches,
      int[] aged,
      Instant until,
      Due due) {
    boolean ages = !test.ageLimits().isEmpty();
    Bits members = before.members();
    Span span = new Span(before.from(), ages ? until : Instant.MAX, test.ageLimits(), due);
    IntArrayList asked = new IntArrayList(touched(touches, test.reads()));
    if (ages) {
      asked.addElements(asked.size(), aged);
    }
    if (test.readsContents()) {
      contents.expect(asked.toIntArray());
    }
    for (int artifact : asked) {
      meter.work(1);
      members = members.with(artifact, tester.fails(test, artifact));
      span.include(artifact);
    }
    return new FailingSet(members, span.from, span.until);
  }

  private int[] touched(List<Touch> touches, Set<Aspect> aspects) {
    return touches.stream()
        .filter(touch -> aspects.contains(touch.aspect()))
        .mapToInt(this::ordinal)
        .distinct()
        .toArray();
  }

  private FailingSet again(
      PolicyIndex index,
      Policy policy,
      FailingSet before,
      List<Touch> touches,
      int[] aged,
      Instant until,
      TopologyReader earlier,
      Due due) {
    List<Duration> limits = policy.ageLimitsFurther();
    Span span = new Span(before.from(), limits.isEmpty() ? Instant.MAX : until, limits, due);
    IntStream.concat(IntStream.of(touched(touches, Set.of(Aspect.RECORDED))), IntStream.of(aged))
        .forEach(span::include);
    BitSet affected = affected(policy, touches, limits.isEmpty() ? NOBODY : aged, graph);
    boolean fewerEdges =
        touches.stream()
            .anyMatch(it -> it.aspect() == Aspect.STANDING || it.aspect() == Aspect.PARENTS);
    if (fewerEdges) {
      affected.or(affected(policy, touches, NOBODY, earlier));
    }
    Bits members = before.members();
    for (int artifact : affected.stream().toArray()) {
      members =
          members.with(
              artifact, isCandidate(index, policy, artifact) && violates(index, policy, artifact));
    }
    return new FailingSet(members, span.from, span.until);
  }

  private boolean isCandidate(PolicyIndex index, Policy policy, int artifact) {
    Expression subject = policy.subject();
    return policy.stages().contains(graph.stage(artifact))
        && !graph.retracted(artifact)
        && (subject == null || index.fails(ArtifactTest.forbidding(subject), artifact));
  }

  private static BitSet and(BitSet some, BitSet others) {
    BitSet both = (BitSet) some.clone();
    both.and(others);
    return both;
  }

  private BitSet affected(Policy policy, List<Touch> touches, int[] aged, TopologyReader at) {
    Affected affected = new Affected(policy, at, types, new Tester(at, types, contents, now));
    for (Touch touch : touches) {
      affected.changed(ordinal(touch), touch.aspect());
    }
    IntStream.of(aged).forEach(artifact -> affected.changed(artifact, Aspect.RECORDED));
    return affected.artifacts(now, meter);
  }

  private int ordinal(Touch touch) {
    return graph.artifact(touch.artifact()).orElseThrow();
  }

  // What was found.

  /** What is at one of these stages, stands, and is what {@code policy} applies to. */
  private BitSet candidates(PolicyIndex index, Policy policy, Set<Stage> stages) {
    BitSet candidates = index.at(stages);
    Expression subject = policy.subject();
    if (subject != null) {
      candidates.and(index.members(ArtifactTest.forbidding(subject)));
    }
    for (int artifact : candidates.stream().toArray()) {
      if (graph.retracted(artifact)) {
        candidates.clear(artifact);
      }
    }
    return candidates;
  }

  private boolean violates(PolicyIndex index, Policy policy, int artifact) {
    return new PolicyJudge(graph, types, contents, book, index, now, meter)
        .violates(policy, policy.furtherRules(), artifact);
  }

  /**
   * What is at one of these stages and violates {@code policy}, which the index covers; waived or
   * not.
   */
  BitSet violators(PolicyIndex index, Policy policy, Set<Stage> stages) {
    Set<Stage> asked = new HashSet<>(stages);
    asked.retainAll(policy.stages());
    BitSet candidates = candidates(index, policy, asked);
    BitSet found = index.members(policy);
    Expression subject = policy.subject();
    if (subject != null) {
      found.or(
          and(
              index.members(ArtifactTest.forbidding(subject)),
              index.members(ArtifactTest.requiring(subject))));
    }
    for (Rule rule : policy.rules()) {
      ArtifactTest test = ArtifactTest.of(rule);
      if (test != null && !policy.furtherRules().contains(rule)) {
        found.or(violators(rule, index.members(test)));
      }
    }
    found.and(candidates);
    return found;
  }

  private BitSet violators(Rule rule, BitSet failing) {
    return rule instanceof Rule.OfAncestors it
        ? Progeny.of(failing, it.ancestors().steps(), graph, types, now, meter)
        : failing;
  }
}
