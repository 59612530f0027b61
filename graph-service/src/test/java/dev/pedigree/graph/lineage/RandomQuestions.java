package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.schema.Inheritance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What can be asked of a {@link RandomGraph}. */
final class RandomQuestions {
  private static final int MOST_NESTED = 2;

  private final Random random;
  private final TestGraph graph;
  private final int size;

  RandomQuestions(Random random, TestGraph graph, int size) {
    this.random = random;
    this.graph = graph;
    this.size = size;
  }

  /** One of the graph's, recorded or not yet at some revision. */
  ArtifactId artifact() {
    return graph.id("a" + random.nextInt(size));
  }

  List<ArtifactId> artifacts() {
    List<ArtifactId> artifacts = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      artifacts.add(artifact());
    }
    return artifacts;
  }

  long revision() {
    return random.nextBoolean()
        ? graph.revision()
        : random.nextLong(graph.firstRevision(), graph.revision() + 1);
  }

  Direction direction() {
    return any(List.of(Direction.values()));
  }

  Set<Direction> directions() {
    return random.nextBoolean() ? Set.of(Direction.values()) : Set.of(direction());
  }

  LineageQuery query() {
    return new LineageQuery(artifact(), direction(), steps(), where());
  }

  Order order() {
    return new Order(any(List.of(Order.Field.values())), random.nextBoolean());
  }

  int maxNodes() {
    return 1 + random.nextInt(size);
  }

  Steps steps() {
    return steps(0);
  }

  ArtifactFilter where() {
    return random.nextInt(3) == 0 ? ArtifactFilter.ALL : filter(0);
  }

  private Steps steps(int nested) {
    return new Steps(
        maybe(() -> Set.copyOf(List.of(any(RandomGraph.EDGE_TYPES), any(RandomGraph.EDGE_TYPES)))),
        maybe(() -> Set.of(any(List.of(Inheritance.WEIGHTS, Inheritance.BEHAVIOUR)))),
        maybe(() -> Set.of(any(RandomGraph.MUTATIONS))),
        random.nextInt(3) == 0 ? 1 + random.nextInt(4) : Integer.MAX_VALUE,
        random.nextInt(3) == 0 ? filter(nested + 1) : mostly());
  }

  /** Lets a walk get somewhere, but not everywhere. */
  private ArtifactFilter mostly() {
    return random.nextInt(3) == 0
        ? new ArtifactFilter.Not(ArtifactFilter.ofKinds(Set.of(any(RandomGraph.KINDS))))
        : ArtifactFilter.ALL;
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextInt(6) == 0 ? value.get() : null;
  }

  private ArtifactFilter filter(int nested) {
    return nested < MOST_NESTED && random.nextInt(2) == 0 ? combined(nested + 1) : simple();
  }

  private ArtifactFilter combined(int nested) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> new ArtifactFilter.DescendsFrom(filter(nested), steps(nested));
      case 2 -> new ArtifactFilter.Shapes(filter(nested), steps(nested));
      case 3 -> new ArtifactFilter.All(List.of(filter(nested), filter(nested)));
      case 4 -> new ArtifactFilter.Any(List.of(filter(nested), filter(nested)));
      default -> new ArtifactFilter.Not(filter(nested));
    };
  }

  private ArtifactFilter simple() {
    return switch (random.nextInt(14)) {
      case 0 -> new ArtifactFilter.Kinds(Set.of(any(RandomGraph.KINDS)));
      case 1 -> new ArtifactFilter.Namespaces(Set.of("alias " + graph.namespace()));
      case 2 -> new ArtifactFilter.Stages(Set.of(any(List.of(Stage.values()))));
      case 3 -> new ArtifactFilter.Owners(Set.of(any(RandomGraph.OWNERS)));
      case 4 -> new ArtifactFilter.Base(random.nextBoolean());
      case 5 -> new ArtifactFilter.Provenances(Set.of(any(List.of(Provenance.values()))));
      case 6 -> new ArtifactFilter.Quarantined(random.nextBoolean());
      case 7 -> new ArtifactFilter.Tainted(random.nextBoolean());
      case 8 -> new ArtifactFilter.CreatedBefore(graph.time().minus(days(100)));
      case 9 -> new ArtifactFilter.CreatedAfter(graph.time().minus(days(100)));
      case 10 -> new ArtifactFilter.OlderThan(days(300));
      case 11 -> new ArtifactFilter.Labelled(new Label("tier", "t" + random.nextInt(2)));
      case 12 -> checked();
      default -> any(List.of(ArtifactFilter.ALL, new ArtifactFilter.Any(List.of())));
    };
  }

  private ArtifactFilter checked() {
    return new ArtifactFilter.Checked(
        "pii",
        random.nextBoolean() ? 1 + random.nextInt(3) : null,
        random.nextBoolean() ? any(List.of(CheckOutcome.values())) : null,
        random.nextInt(4) == 0);
  }

  private Duration days(int most) {
    return Duration.ofDays(random.nextInt(most));
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
