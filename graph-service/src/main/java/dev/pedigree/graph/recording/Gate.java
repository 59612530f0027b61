package dev.pedigree.graph.recording;

import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.PolicyViolation;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.Meter;
import dev.pedigree.graph.policy.PolicyBooks;
import dev.pedigree.graph.policy.Verdict;
import dev.pedigree.graph.policy.Violation;
import dev.pedigree.graph.topology.TopologyReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Asks the policies, on the graph as a promotion would find it, whether it may be. */
final class Gate {
  /** Whoever writes waits for it, so it is short; what is not decided by then is refused. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final PolicyBooks books;
  private final Lookup lookup;
  private final Instant now;

  /**
   * Makes one.
   *
   * @param now what ages and waivers are judged by
   */
  Gate(PolicyBooks books, Lookup lookup, Instant now) {
    this.books = books;
    this.lookup = lookup;
    this.now = now;
  }

  /** What they say; empty: none applies to the stage. */
  Optional<Fact.PromotionJudged> judge(TopologyReader graph, int artifact, Stage stage) {
    if (!books.at(graph).guards(stage)) {
      return Optional.empty();
    }
    Verdict verdict =
        books
            .judges()
            .judge(
                graph,
                lookup.contents(graph),
                now,
                new Meter(new Budget(PATIENCE, Integer.MAX_VALUE, () -> false)))
            .judge(artifact, stage);
    return Optional.of(
        new Fact.PromotionJudged(
            graph.artifactId(artifact),
            stage,
            verdict.allowed(),
            verdict.violations().stream().map(Gate::recorded).toList(),
            verdict.violationCount()));
  }

  private static PolicyViolation recorded(Violation violation) {
    return new PolicyViolation(
        violation.policy().name(),
        violation.policy().version(),
        violation.offender(),
        violation.message(),
        violation.waiver() != null);
  }
}
