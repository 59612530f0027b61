package dev.pedigree.graph.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.journal.PolicyViolation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a journal change by change and asserts that each promotion was judged as {@link
 * SlowGate} judges it on the facts before it. Counts what it saw.
 */
final class PolicyReplay {
  /** As many offenders of a rule as a verdict shows. */
  private static final int SHOWN = 10;

  private final SlowGate gate = new SlowGate();
  int allowed;
  int blocked;

  /** Judged while a waiver ended, so that either answer is right. */
  int undecided;

  /** Would be judged otherwise by one who had not read what another wrote just before. */
  int raced;

  /** That something in production violates a policy since a parent became known. */
  int brokenByParents;

  int entries;

  /** Those by another writer than the one before. */
  int turns;

  private Instant before = JournalHead.START.at();
  private String by = "";

  private final List<Fact> facts = new ArrayList<>();

  /** By writer, how many facts there were behind its last entry. */
  private final Map<String, Integer> known = new HashMap<>();

  /**
   * As the writer knows it that has not read what another wrote; null: there is nothing to read.
   */
  private @Nullable SlowGate outdated;

  @Override
  public String toString() {
    return "allowed %d, blocked %d, undecided %d, raced %d, turns %d of %d, broken by parents %d"
        .formatted(allowed, blocked, undecided, raced, turns, entries, brokenByParents);
  }

  void follow(Entry entry) {
    String writer = entry.changes().getFirst().by();
    entries++;
    turns += writer.equals(by) ? 0 : 1;
    outdated = writer.equals(by) ? null : before(known.get(writer));
    by = writer;
    for (Change change : entry.changes()) {
      follow(change);
    }
    before = entry.after().at();
    known.put(writer, facts.size());
  }

  private @Nullable SlowGate before(@Nullable Integer end) {
    if (end == null) {
      return null;
    }
    SlowGate earlier = new SlowGate();
    facts.subList(0, end).forEach(earlier::apply);
    return earlier;
  }

  private void follow(Change change) {
    List<Fact.PromotionJudged> verdicts = new ArrayList<>();
    List<Fact.StageChanged> moves = new ArrayList<>();
    for (Fact fact : change.facts()) {
      switch (fact) {
        case Fact.PromotionJudged f -> verdicts.add(f);
        case Fact.StageChanged f -> moves.add(f);
        case Fact.EdgeRecorded f -> closesNoCycle(f, change);
        default -> {}
      }
    }
    for (Fact.StageChanged move : moves) {
      isLetThrough(move, verdicts, change);
    }
    for (Fact.PromotionJudged verdict : verdicts) {
      isRight(verdict, moves, change);
    }
    Set<ArtifactId> inOrder = inOrderBelowANewEdge(change);
    apply(change);
    inOrder.removeIf(artifact -> isInOrder(artifact, change.at()));
    brokenByParents += inOrder.size();
  }

  private void closesNoCycle(Fact.EdgeRecorded edge, Change change) {
    assertThat(gate.ancestors(edge.parent())).as(text(change)).doesNotContain(edge.child());
  }

  private void isLetThrough(
      Fact.StageChanged move, List<Fact.PromotionJudged> verdicts, Change change) {
    assertThat(gate.stage(move.artifact()).next()).as(text(change)).contains(move.stage());
    if (gate.guards(move.stage()) && isStepUp(gate.stage(move.artifact()), move.stage())) {
      assertThat(verdicts).as(text(change)).hasSize(1);
      Fact.PromotionJudged verdict = verdicts.getFirst();
      assertThat(verdict.artifact()).as(text(change)).isEqualTo(move.artifact());
      assertThat(verdict.stage()).as(text(change)).isEqualTo(move.stage());
      assertThat(verdict.allowed()).as(text(change)).isTrue();
    } else {
      assertThat(verdicts).as(text(change)).isEmpty();
    }
  }

  /** Others than these no policy may prevent; the world has none about drafts. */
  private static boolean isStepUp(Stage from, Stage to) {
    return (from == Stage.DRAFT && to == Stage.STAGING)
        || (from == Stage.STAGING && to == Stage.PRODUCTION);
  }

  private void isRight(Fact.PromotionJudged verdict, List<Fact.StageChanged> moves, Change change) {
    assertThat(gate.guards(verdict.stage())).as(text(change)).isTrue();
    assertThat(moves).as(text(change)).hasSize(verdict.allowed() ? 1 : 0);
    if (verdict.allowed()) {
      allowed++;
    } else {
      blocked++;
    }
    // It was judged after the entry before was written, and before this one was.
    Set<SlowGate.Offence> first = gate.offences(verdict.artifact(), verdict.stage(), before);
    Set<SlowGate.Offence> last =
        gate.offences(verdict.artifact(), verdict.stage(), change.at().plusMillis(1));
    if (outdated != null
        && !outdated.offences(verdict.artifact(), verdict.stage(), before).equals(first)) {
      raced++;
    }
    assertThat(verdict.violationCount()).as(text(change)).isEqualTo(first.size());
    if (first.equals(last)) {
      assertThat(verdict.allowed()).as(text(change)).isEqualTo(isAllowed(first));
      showsTheOffenders(verdict, first, change);
    } else {
      undecided++;
      assertThat(List.of(isAllowed(first), isAllowed(last)))
          .as(text(change))
          .contains(verdict.allowed());
    }
  }

  private static boolean isAllowed(Set<SlowGate.Offence> offences) {
    return offences.stream().noneMatch(SlowGate.Offence::blocks);
  }

  private static void showsTheOffenders(
      Fact.PromotionJudged verdict, Set<SlowGate.Offence> offences, Change change) {
    Map<String, List<SlowGate.Offence>> shown =
        verdict.violations().stream()
            .map(PolicyReplay::offence)
            .collect(Collectors.groupingBy(SlowGate.Offence::policy));
    Map<String, List<SlowGate.Offence>> expected =
        offences.stream().collect(Collectors.groupingBy(SlowGate.Offence::policy));
    assertThat(shown.keySet()).as(text(change)).isEqualTo(expected.keySet());
    expected.forEach(
        (policy, all) ->
            assertThat(shown.get(policy))
                .as(text(change))
                .doesNotHaveDuplicates()
                .hasSize(Math.min(SHOWN, all.size()))
                .isSubsetOf(all));
  }

  private static SlowGate.Offence offence(PolicyViolation violation) {
    ArtifactId offender = Objects.requireNonNull(violation.offender(), violation::toString);
    return new SlowGate.Offence(
        violation.policy(), violation.policyVersion(), offender, violation.waived());
  }

  /** What is in production, would get there now, and is about to get another ancestor. */
  private Set<ArtifactId> inOrderBelowANewEdge(Change change) {
    Set<ArtifactId> children = new HashSet<>();
    for (Fact fact : change.facts()) {
      if (fact instanceof Fact.EdgeRecorded edge) {
        children.add(edge.child());
      }
    }
    Set<ArtifactId> found = new HashSet<>();
    if (!children.isEmpty()) {
      for (ArtifactId artifact : gate.at(Stage.PRODUCTION)) {
        if (!Collections.disjoint(closure(artifact), children)
            && isInOrder(artifact, change.at())) {
          found.add(artifact);
        }
      }
    }
    return found;
  }

  private boolean isInOrder(ArtifactId artifact, Instant now) {
    return isAllowed(gate.offences(artifact, Stage.PRODUCTION, now));
  }

  private Set<ArtifactId> closure(ArtifactId artifact) {
    Set<ArtifactId> closure = new HashSet<>(gate.ancestors(artifact));
    closure.add(artifact);
    return closure;
  }

  private void apply(Change change) {
    for (Fact fact : change.facts()) {
      gate.apply(fact);
      facts.add(fact);
      if (outdated != null) {
        outdated.apply(fact);
      }
    }
  }

  private static String text(Change change) {
    return "revision %d by %s: %s".formatted(change.revision(), change.by(), change.facts());
  }
}
