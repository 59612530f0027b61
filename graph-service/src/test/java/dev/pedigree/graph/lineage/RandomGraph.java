package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records a random history: artifacts of several kinds, edges in any order but never a cycle,
 * parallel ones too, and everything that can happen to them afterwards.
 */
final class RandomGraph {
  static final List<String> KINDS =
      List.of("MODEL", "CHECKPOINT", "ADAPTER", "DATASET", "PROMPT", "DEPLOYMENT");
  static final List<String> EDGE_TYPES =
      List.of("FINE_TUNED_FROM", "MERGED_FROM", "DISTILLED_FROM", "REVISED_FROM", "SERVES");
  static final List<String> MUTATIONS = List.of("QUANTIZATION", "PRUNING", "EDIT");
  static final List<String> OWNERS = List.of("ann", "bob", "cyd");

  private static final List<Set<String>> FAMILIES =
      List.of(Set.of("MODEL", "CHECKPOINT", "ADAPTER"), Set.of("DATASET", "CORPUS"));

  private final Random random;
  private final TestGraph graph;
  private final int size;

  /** Parents are always further ahead, so that no edge closes a cycle. */
  private final List<Integer> ranks = new ArrayList<>();

  private final List<String> kinds = new ArrayList<>();
  private final Set<EdgeId> standing = new HashSet<>();
  private final List<Fact.EdgeRecorded> recorded = new ArrayList<>();
  private final Set<String> checked = new HashSet<>();

  private RandomGraph(Random random, TestGraph graph, int size) {
    this.random = random;
    this.graph = graph;
    this.size = size;
    for (int i = 0; i < size; i++) {
      ranks.add(i);
    }
    Collections.shuffle(ranks, random);
  }

  /** Records artifacts {@code a0} and so on, so many as {@code size} says. */
  static void record(Random random, TestGraph graph, int size) {
    new RandomGraph(random, graph, size).record();
  }

  private void record() {
    double edges = random.nextDouble(5);
    for (int i = 0; i < size; i++) {
      pass();
      artifact(i);
      for (double left = random.nextDouble(2 * edges + 0.1); left > 1; left--) {
        edge();
      }
      if (random.nextInt(3) == 0) {
        event();
      }
    }
    for (int i = random.nextInt(2 * size); i > 0; i--) {
      pass();
      event();
    }
  }

  private void pass() {
    graph.at(graph.time().plus(Duration.ofHours(random.nextInt(200))));
  }

  private void artifact(int number) {
    String kind = any(KINDS);
    kinds.add(kind);
    TestGraph.Draft draft = graph.artifact(kind, "a" + number).declared(maybeProvenance());
    if (random.nextBoolean()) {
      draft = draft.made(graph.time().minus(Duration.ofDays(random.nextInt(100))));
    }
    if (random.nextBoolean()) {
      draft = draft.owned(any(OWNERS), "team");
    }
    if (random.nextBoolean()) {
      draft = draft.labelled("tier", "t" + random.nextInt(2));
    }
    draft.record();
  }

  private @Nullable Provenance maybeProvenance() {
    return random.nextInt(4) == 0 ? any(List.of(Provenance.values())) : null;
  }

  private void edge() {
    int one = random.nextInt(kinds.size());
    int other = random.nextInt(kinds.size());
    if (one == other) {
      return;
    }
    boolean oneIsParent = ranks.get(one) < ranks.get(other);
    String parent = "a" + (oneIsParent ? one : other);
    String child = "a" + (oneIsParent ? other : one);
    String[] mutations = random.nextInt(3) == 0 ? new String[] {any(MUTATIONS)} : new String[0];
    Fact.EdgeRecorded fact = graph.edgeFact(any(EDGE_TYPES), child, parent, mutations);
    if (standing.add(fact.edge())) {
      graph.change(fact);
      recorded.add(fact);
    }
  }

  private void event() {
    String artifact = "a" + random.nextInt(kinds.size());
    switch (random.nextInt(13)) {
      case 0, 1, 2 -> edge();
      case 3, 4 -> unlink();
      case 5 -> graph.change(new Fact.ArtifactQuarantined(graph.id(artifact), "suspicious"));
      case 6 -> graph.change(new Fact.ArtifactReleased(graph.id(artifact), "checked"));
      case 7 -> graph.change(new Fact.StageChanged(graph.id(artifact), anyStage(), null));
      case 8 -> check(artifact);
      case 9 -> revoke();
      case 10 -> amend(artifact);
      case 11 -> extend(random.nextInt(kinds.size()));
      default -> {
        if (random.nextInt(3) == 0) {
          graph.change(new Fact.ArtifactRetracted(graph.id(artifact), "never existed"));
        }
      }
    }
  }

  private Stage anyStage() {
    return any(List.of(Stage.values()));
  }

  private void unlink() {
    if (!recorded.isEmpty()) {
      Fact.EdgeRecorded edge = any(recorded);
      if (standing.remove(edge.edge())) {
        graph.change(new Fact.EdgeRetracted(edge.type(), edge.child(), edge.parent(), "wrong"));
      }
    }
  }

  private void check(String artifact) {
    int version = 1 + random.nextInt(3);
    CheckOutcome outcome = random.nextBoolean() ? CheckOutcome.PASSED : CheckOutcome.FAILED;
    checked.add(artifact + " " + version);
    graph.change(new Fact.CheckRecorded(graph.id(artifact), "pii", version, outcome, null));
  }

  private void revoke() {
    if (!checked.isEmpty()) {
      String[] check = any(checked.stream().sorted().toList()).split(" ", -1);
      graph.change(
          new Fact.CheckRevoked(graph.id(check[0]), "pii", Integer.parseInt(check[1]), null));
    }
  }

  private void amend(String artifact) {
    List<Label> labels =
        random.nextBoolean() ? List.of(new Label("tier", "t" + random.nextInt(2))) : List.of();
    List<String> removed = labels.isEmpty() ? List.of("tier") : List.of();
    List<String> owners = random.nextBoolean() ? List.of(any(OWNERS)) : null;
    graph.change(
        new Fact.ArtifactAmended(
            graph.id(artifact), labels, removed, owners, null, "{}", maybeProvenance(), null));
  }

  private void extend(int number) {
    String kind =
        FAMILIES.stream()
            .filter(family -> family.contains(kinds.get(number)))
            .findFirst()
            .map(family -> any(family.stream().sorted().toList()))
            .orElse(kinds.get(number));
    ArtifactName alias =
        new ArtifactName("alias " + graph.namespace(), "a" + number, "v" + random.nextInt(2));
    graph.change(new Fact.ArtifactExtended(graph.id("a" + number), kind, alias, "{}"));
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
