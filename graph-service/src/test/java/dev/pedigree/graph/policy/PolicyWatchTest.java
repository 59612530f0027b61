package dev.pedigree.graph.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.Meter;
import dev.pedigree.graph.lineage.RandomJournal;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.graph.state.Occurrence;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.TypeSystem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What is kept up to date is what asking every artifact anew finds, on random journals. A failure
 * names the seed: {@code -Dpedigree.seed=N} repeats that one alone.
 */
class PolicyWatchTest {
  private static final TypeSystem TYPES = PedigreeSchema.load().typeSystem();
  private static final int JOURNALS = 100;

  /** One for each way in which a rule may look. */
  private static final List<String> RULES =
      List.of(
          "{ancestors: {kinds: [MODEL, DATASET]}, require: \"ancestor.passed('pii', 2)\"}",
          "{ancestors: {where: \"ancestor.age < duration('720h')\"}, forbid: ancestor.quarantined}",
          "{ancestors: {}, require: \"ancestor.age < duration('1200h')\"}",
          "{ancestors: {edgeTypes: [MERGED_FROM, SERVES]}, require: ancestor.hasParents}",
          "{ancestors: {maxDepth: 2}, forbid: \"ancestor.labels['tier'] == 't1'\"}",
          "{ancestors: {}, forbid: \"'ann' in ancestor.owners && 'bob' in subject.owners\"}",
          "{require: \"subject.provenance == 'ORIGIN' || subject.base\"}",
          "{evidence: {kinds: [DEPLOYMENT]}, require: \"evidence.passed('pii', 1)\"}",
          "{evidence: {kinds: [DEPLOYMENT]}, require: \"evidence.age < duration('900h')\"}",
          "{evidence: {of: {kinds: [MODEL]}, kinds: [CHECKPOINT]}, forbid: evidence.quarantined}",
          "{evidence: {kinds: [MODEL], parents: {kinds: [DATASET]}}, forbid: upstream}",
          "{path: 'FINE_TUNED_FROM+ MERGED_FROM', forbid: end.quarantined}");

  private static final List<String> SUBJECTS =
      List.of(
          "subject.kind != 'PROMPT'",
          "subject.labels['tier'] == 't0'",
          "true",
          "subject.age > duration('600h')");

  @Test
  void knowsWhoViolatesAtEveryRevision() throws InterruptedException {
    Long only = Long.getLong("pedigree.seed");
    long last = only == null ? JOURNALS : only;
    int violators = 0;
    for (long seed = only == null ? 1 : only; seed <= last; seed++) {
      try (Run run = new Run(seed)) {
        violators += run.compareAlong();
      }
    }
    assertThat(violators).isGreaterThan(only == null ? 1_000 : -1);
  }

  /** One journal, followed. */
  private static final class Run implements AutoCloseable {
    private final long seed;
    private final Random random;
    private final Topology topology = new Topology(TYPES);
    private final PolicyBooks books = new PolicyBooks(TYPES);
    private final List<Change> applied = new ArrayList<>();
    private final PolicyWatch watch;
    private volatile Instant now = Instant.EPOCH;

    Run(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      InstantSource clock = () -> now;
      this.watch =
          new PolicyWatch(
              books,
              topology,
              TYPES,
              this::contents,
              clock.withZone(ZoneOffset.UTC),
              () -> OptionalLong.of(topology.newestRevision()));
      watch.start();
    }

    int compareAlong() throws InterruptedException {
      int violators = 0;
      for (Change change : RandomJournal.of(random, 4 + random.nextInt(20))) {
        apply(change.facts(), change.at());
        if (random.nextInt(10) == 0) {
          apply(List.of(published()), change.at());
        }
        if (random.nextInt(4) == 0) {
          violators += compare();
        }
      }
      awaitAll();
      return violators + compare();
    }

    /** It gets there without asking all anew, unless that is what a policy's publication needs. */
    private void awaitAll() throws InterruptedException {
      Instant deadline = Instant.now().plusSeconds(20);
      while (watch.revision() < applied.size()) {
        assertThat(Instant.now()).as("seed %d: gets on", seed).isBefore(deadline);
        Thread.sleep(1);
      }
      assertThat(watch.failures()).as("seed %d", seed).isZero();
      PolicyBook book = topology.read(applied.size(), books::at);
      assertThat(book.inForce()).as("seed %d", seed).allMatch(watch.newest()::covers);
    }

    private Fact published() {
      String name = "p" + random.nextInt(4);
      int version = applied.size() + 1;
      String source =
          """
          name: %s
          version: %d
          description: Random.
          stages: [%s]
          subject: "%s"
          rules: [%s, %s]
          """
              .formatted(
                  name,
                  version,
                  random.nextBoolean() ? "STAGING, PRODUCTION" : "DRAFT, PRODUCTION",
                  any(SUBJECTS),
                  any(RULES),
                  any(RULES));
      return new Fact.PolicyPublished(name, version, source);
    }

    private <T> T any(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }

    private void apply(List<Fact> facts, Instant at) throws InterruptedException {
      now = at.isAfter(now) ? at : now;
      Change change =
          new Change(
              applied.size() + 1, at, new Change.Draft("test", null, facts, List.of()), false);
      synchronized (applied) {
        applied.add(change);
      }
      topology.apply(change);
      watch.follow(List.of(change));
      if (random.nextInt(8) == 0) {
        Thread.sleep(1);
      }
    }

    private int compare() {
      now = now.plus(Duration.ofHours(random.nextInt(300)));
      long revision = random.nextInt(3) == 0 ? 1 + random.nextInt(applied.size()) : applied.size();
      PolicyBooks.Judges judges = books.judges();
      return topology.read(revision, graph -> compare(judges, graph));
    }

    private int compare(PolicyBooks.Judges judges, TopologyReader graph) {
      int violators = 0;
      PolicyBook book = books.at(graph);
      for (Policy policy : book.inForce()) {
        Stage stage = any(List.of(Stage.values()));
        List<Integer> expected = new ArrayList<>();
        for (int artifact = 0; artifact < graph.artifactCount(); artifact++) {
          Verdict slow = judge(graph, PolicyIndex.NOTHING).judge(artifact, policy);
          assertThat(judges.judge(graph, contents(graph), now, meter()).judge(artifact, policy))
              .as("seed %d, revision %d, artifact %d, %s", seed, graph.revision(), artifact, policy)
              .isEqualTo(slow);
          if (policy.stages().contains(stage)
              && graph.stage(artifact) == stage
              && !graph.retracted(artifact)
              && slow.violationCount() > 0) {
            expected.add(artifact);
          }
        }
        assertThat(watch.violators(policy, EnumSet.of(stage), graph, now, meter()))
            .as("seed %d, revision %d, %s at %s", seed, graph.revision(), policy.source(), stage)
            .containsExactly(expected.stream().mapToInt(Integer::intValue).toArray());
        violators += expected.size();
      }
      return violators;
    }

    private PolicyJudge judge(TopologyReader graph, PolicyIndex index) {
      return new PolicyJudge(graph, TYPES, contents(graph), books.at(graph), index, now, meter());
    }

    private static Meter meter() {
      return new Meter(Budget.UNLIMITED);
    }

    private Contents contents(TopologyReader graph) {
      return new LoadedContents(graph, ids -> states(ids, graph.revision()));
    }

    private Map<ArtifactId, ArtifactState> states(Collection<ArtifactId> ids, long asOf) {
      List<Change> changes;
      synchronized (applied) {
        changes = applied.stream().filter(change -> change.revision() <= asOf).toList();
      }
      Map<ArtifactId, ArtifactState> states = new LinkedHashMap<>();
      for (ArtifactId id : ids) {
        List<Occurrence> facts = new ArrayList<>();
        for (Change change : changes) {
          facts.addAll(Occurrence.byOwner(change).getOrDefault(id, List.of()));
        }
        ArtifactState.fold(facts).ifPresent(state -> states.put(id, state));
      }
      return states;
    }

    @Override
    public void close() {
      watch.close();
    }
  }
}
