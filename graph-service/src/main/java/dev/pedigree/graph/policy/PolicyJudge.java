package dev.pedigree.graph.policy;

import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.lineage.Ancestry;
import dev.pedigree.graph.lineage.ArtifactFilter;
import dev.pedigree.graph.lineage.BudgetExceededException;
import dev.pedigree.graph.lineage.Meter;
import dev.pedigree.graph.lineage.Steps;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.Inheritance;
import dev.pedigree.schema.TypeSystem;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges one artifact by the policies of a book. What cannot be decided counts as violated: unknown
 * values, failing expressions, walks that run out of their budget. For one thread, inside one read
 * of a topology.
 */
public final class PolicyJudge {
  /** Of so many, an ancestry is asked for each; of more it is walked to its end. */
  private static final int FEW = 1_000;

  /** So many artifacts' contents are got together. */
  private static final int TOGETHER = 500;

  /** In edges that could be followed in the meantime: so the clock is looked at in time. */
  private static final int WORK_OF_AN_EXPRESSION = 64;

  private static final Steps WEIGHTS =
      new Steps(null, Set.of(Inheritance.WEIGHTS), null, Integer.MAX_VALUE, ArtifactFilter.ALL);

  private final TopologyReader graph;
  private final TypeSystem types;
  private final Contents contents;
  private final PolicyBook book;
  private final PolicyIndex index;
  private final Instant now;
  private final Meter meter;
  private final Tester tester;
  private final Map<Walk, Ancestry> ancestries = new HashMap<>();
  private final Map<Integer, ArtifactValues> values = new HashMap<>();

  /**
   * Judges by {@code book} and {@code graph} as they stand.
   *
   * @param index what is known of artifacts that were not touched since its revision, nor since
   *     that of {@code graph}
   * @param now what ages and waivers are measured by
   */
  PolicyJudge(
      TopologyReader graph,
      TypeSystem types,
      Contents contents,
      PolicyBook book,
      PolicyIndex index,
      Instant now,
      Meter meter) {
    this.graph = graph;
    this.index = index;
    this.tester = new Tester(graph, types, contents, now);
    this.types = types;
    this.contents = contents;
    this.book = book;
    this.now = now;
    this.meter = meter;
  }

  /** Whether {@code subject} may be at {@code stage}. */
  public Verdict judge(int subject, Stage stage) {
    List<Violation> shown = new ArrayList<>();
    boolean allowed = true;
    int count = 0;
    for (Policy policy : book.inForce()) {
      if (policy.stages().contains(stage)) {
        Findings findings = findings(policy, subject);
        shown.addAll(findings.shown());
        count += findings.count();
        allowed &= !findings.blocks();
      }
    }
    return new Verdict(allowed, shown, count);
  }

  /** Whether {@code subject} violates {@code policy}, whether it is in force or not. */
  public Verdict judge(int subject, Policy policy) {
    Findings findings = findings(policy, subject);
    return new Verdict(!findings.blocks(), findings.shown(), findings.count());
  }

  private Findings findings(Policy policy, int subject) {
    Findings findings = new Findings(policy, subject, graph, book.waivers(policy.name(), now));
    judge(policy, subject, findings);
    return findings;
  }

  private void judge(Policy policy, int subject, Findings findings) {
    Expression applies = policy.subject();
    try {
      if (applies != null && !applies.test(Map.of("subject", value(subject)))) {
        return;
      }
    } catch (UndecidedException e) {
      findings.undecided("whether it applies", e);
      return;
    }
    for (Rule rule : policy.rules()) {
      try {
        judge(rule, subject, findings);
      } catch (UndecidedException | BudgetExceededException e) {
        findings.undecided(rule.message(), e);
      }
    }
  }

  private void judge(Rule rule, int subject, Findings findings) {
    switch (rule) {
      case Rule.OfSubject it -> each(it, new int[] {subject}, "subject", subject, findings);
      case Rule.OfAncestors it -> ancestors(it, subject, findings);
      case Rule.OfEvidence it -> evidence(it, subject, findings);
      case Rule.OfPath it -> paths(it, subject, findings);
    }
  }

  /** Every artifact that does not meet the condition, or cannot be told to, is an offender. */
  private void each(Rule rule, int[] artifacts, String name, int subject, Findings findings) {
    Condition condition = rule.condition();
    Map<String, Object> variables = new HashMap<>();
    variables.put("subject", value(subject));
    Portions portions = new Portions(artifacts, condition.expression());
    for (int artifact : artifacts) {
      portions.next();
      variables.put(name, fresh(artifact));
      try {
        if (condition.expression().test(variables) != condition.required()) {
          findings.add(artifact, rule.message());
        }
      } catch (UndecidedException e) {
        findings.add(artifact, rule.message(), e);
      }
    }
  }

  /** Gets the contents of many artifacts together, and looks at the clock on the way. */
  private final class Portions {
    private final int[] artifacts;
    private final boolean readsContents;
    private int at;

    Portions(int[] artifacts, @Nullable Expression expression) {
      this.artifacts = artifacts;
      this.readsContents = expression != null && expression.readsContents();
    }

    /** Before the next one is asked. */
    void next() {
      if (readsContents && at % TOGETHER == 0) {
        meter.look();
        contents.expect(
            Arrays.copyOfRange(artifacts, at, Math.min(at + TOGETHER, artifacts.length)));
      }
      at++;
      meter.work(WORK_OF_AN_EXPRESSION);
    }
  }

  private void ancestors(Rule.OfAncestors rule, int subject, Findings findings) {
    ArtifactTest test = ArtifactTest.of(rule);
    Bits failing = index.failing(test, now);
    if (test == null || failing == null) {
      each(rule, relatives(rule.ancestors(), subject), "ancestor", subject, findings);
      return;
    }
    Ancestry ancestry = ancestry(subject, rule.ancestors().steps());
    boolean untouched = graph.revision() == index.revision();
    if (untouched && failing.count() <= FEW) {
      for (int artifact : ancestry.among(failing.toArray())) {
        offends(rule, artifact, subject, findings);
      }
      return;
    }
    long known = Math.min(graph.revision(), index.revision());
    for (int artifact : ancestry.nearestFirst()) {
      if ((untouched || graph.touchedAt(artifact) <= known)
          ? failing.get(artifact)
          : tester.fails(test, artifact)) {
        offends(rule, artifact, subject, findings);
      }
    }
  }

  /** Asked once more where it is shown, for the reason. */
  private void offends(Rule rule, int ancestor, int subject, Findings findings) {
    if (findings.showsMore(rule.message())) {
      each(rule, new int[] {ancestor}, "ancestor", subject, findings);
    } else {
      findings.add(ancestor, rule.message());
    }
  }

  /**
   * Whether {@code subject} violates one of {@code rules}, or cannot be told not to.
   *
   * @param policy that they belong to
   * @throws BudgetExceededException if there is no time to tell
   */
  boolean violates(Policy policy, List<Rule> rules, int subject) {
    Findings findings = new Findings(policy, subject, graph, List.of());
    for (Rule rule : rules) {
      try {
        judge(rule, subject, findings);
      } catch (UndecidedException e) {
        return true;
      }
    }
    return findings.count() > 0;
  }

  /** What is meant of the ancestors of {@code start}, nearest first. */
  private int[] relatives(Rule.Relatives relatives, int start) {
    Ancestry ancestry = ancestry(start, relatives.steps());
    Expression where = relatives.where();
    if (relatives.kinds() == null && where == null) {
      return ancestry.nearestFirst();
    }
    IntArrayList meant = new IntArrayList();
    Map<String, Object> variables = new HashMap<>();
    variables.put("subject", value(start));
    int[] ofKinds =
        Arrays.stream(ancestry.nearestFirst())
            .filter(artifact -> tester.isOf(relatives.kinds(), artifact))
            .toArray();
    if (where == null) {
      return ofKinds;
    }
    Portions portions = new Portions(ofKinds, where);
    for (int artifact : ofKinds) {
      portions.next();
      variables.put("ancestor", fresh(artifact));
      if (Tester.isMeant(where, variables)) {
        meant.add(artifact);
      }
    }
    return meant.toIntArray();
  }

  private Ancestry ancestry(int start, Steps steps) {
    return ancestries.computeIfAbsent(
        new Walk(start, steps), it -> Ancestry.of(it.start, it.steps, graph, types, now, meter));
  }

  private record Walk(int start, Steps steps) {}

  private void evidence(Rule.OfEvidence rule, int subject, Findings findings) {
    Rule.Relatives of = rule.of();
    for (int target : of == null ? new int[] {subject} : relatives(of, subject)) {
      boolean found = new EvidenceSearch(rule, subject, target).finds();
      if (found != rule.condition().required()) {
        findings.add(target, rule.message());
      }
    }
  }

  /** Looks for one piece of evidence about {@code target} that meets the rule's condition. */
  private final class EvidenceSearch {
    private final Rule.OfEvidence rule;
    private final int subject;
    private final Map<String, Object> variables = new HashMap<>();
    private final int target;
    private boolean found;

    EvidenceSearch(Rule.OfEvidence rule, int subject, int target) {
      this.rule = rule;
      this.subject = subject;
      this.target = target;
      variables.put("subject", value(subject));
      variables.put("artifact", value(target));
    }

    boolean finds() {
      graph.children(
          target,
          (edge, type, child) -> {
            meter.work(1);
            if (!found
                && rule.evidence().isAlong(types.edgeTypes().get(type))
                && tester.isOf(rule.evidence().kinds(), child)) {
              look(child);
            }
          });
      return found;
    }

    private void look(int evidence) {
      variables.put("evidence", fresh(evidence));
      Expression where = rule.evidence().where();
      if (where != null && !holds(where)) {
        return;
      }
      Rule.Relatives parents = rule.parents();
      if (parents == null) {
        found = holds(rule.condition().expression());
      } else {
        graph.parents(evidence, (edge, type, parent) -> look(parents, type, parent));
      }
    }

    private void look(Rule.Relatives parents, int type, int parent) {
      if (!found
          && parent != target
          && parents.isAlong(types.edgeTypes().get(type))
          && tester.isOf(parents.kinds(), parent)) {
        variables.put("parent", fresh(parent));
        variables.put("upstream", ancestry(subject, Steps.ALL).contains(parent));
        Expression where = parents.where();
        found = (where == null || holds(where)) && holds(rule.condition().expression());
      }
    }

    /** What cannot be decided speaks against the artifact. */
    private boolean holds(Expression expression) {
      meter.work(WORK_OF_AN_EXPRESSION);
      try {
        return expression.test(variables);
      } catch (UndecidedException e) {
        return !rule.condition().required();
      }
    }
  }

  private void paths(Rule.OfPath rule, int subject, Findings findings) {
    Condition condition = rule.condition();
    Map<String, Object> variables = new HashMap<>();
    variables.put("subject", value(subject));
    boolean met = false;
    for (int end : ends(rule.pattern(), subject)) {
      variables.put("end", fresh(end));
      variables.put("inheritsWeights", ancestry(subject, WEIGHTS).contains(end));
      boolean holds;
      meter.work(WORK_OF_AN_EXPRESSION);
      try {
        holds = condition.expression().test(variables);
      } catch (UndecidedException e) {
        holds = !condition.required();
      }
      met |= holds;
      if (holds && !condition.required()) {
        findings.add(end, rule.message());
      }
    }
    if (condition.required() && !met) {
      findings.add(null, rule.message());
    }
  }

  /** Where ways up end that match: each artifact is visited once for every new state. */
  private Set<Integer> ends(PathPattern pattern, int subject) {
    Map<Integer, BitSet> seen = new HashMap<>();
    Set<Integer> ends = new LinkedHashSet<>();
    Queue<Reached> open = new ArrayDeque<>();
    open.add(new Reached(subject, pattern.begin()));
    while (!open.isEmpty()) {
      Reached from = open.remove();
      graph.parents(
          from.artifact(),
          (edge, type, parent) -> {
            meter.work(1);
            BitSet after =
                pattern.after(
                    from.states(), types.edgeTypes().get(type).name(), graph.mutations(edge));
            BitSet known = seen.computeIfAbsent(parent, _ -> new BitSet());
            after.andNot(known);
            if (!after.isEmpty()) {
              known.or(after);
              open.add(new Reached(parent, after));
              if (pattern.matches(after)) {
                ends.add(parent);
              }
            }
          });
    }
    return ends;
  }

  /** An artifact at the end of ways that match so far. */
  private record Reached(int artifact, BitSet states) {}

  /** Kept: what is asked about often. */
  private ArtifactValues value(int artifact) {
    return values.computeIfAbsent(artifact, this::fresh);
  }

  private ArtifactValues fresh(int artifact) {
    return tester.values(artifact);
  }
}
