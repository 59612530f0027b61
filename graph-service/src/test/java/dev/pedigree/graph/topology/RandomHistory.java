package dev.pedigree.graph.topology;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A history of facts of every kind that fit each other, the same for the same seed. */
final class RandomHistory {
  private static final List<String> EDGE_TYPES =
      List.of("FINE_TUNED_FROM", "MERGED_FROM", "QUANTIZED_FROM");

  private final Random random;
  private final List<Change> changes = new ArrayList<>();
  private final List<ArtifactId> artifacts = new ArrayList<>();
  private final List<Fact.EdgeRecorded> edges = new ArrayList<>();
  private final List<Fact.CheckRecorded> checks = new ArrayList<>();
  private final Set<List<Object>> standing = new HashSet<>();
  private int names;

  RandomHistory(long seed) {
    this.random = new Random(seed);
  }

  List<Change> ofChanges(int count) {
    while (changes.size() < count) {
      List<Fact> facts = new ArrayList<>();
      for (int left = 1 + random.nextInt(3); left > 0; left--) {
        facts.add(fact());
      }
      int revision = changes.size() + 1;
      Change.Request request =
          random.nextInt(4) == 0
              ? new Change.Request("request-" + revision, Digest.of("asked"))
              : null;
      changes.add(
          new Change(
              revision,
              Instant.ofEpochSecond(1_000 + revision / 3, 123_000),
              new Change.Draft("tool-" + random.nextInt(3), request, facts, List.of()),
              false));
    }
    return changes;
  }

  private Fact fact() {
    return switch (artifacts.size() < 3 ? 0 : random.nextInt(16)) {
      case 0, 1, 2, 3 -> recorded();
      case 4, 5, 6, 7 -> edge();
      case 8 -> edges.isEmpty() ? recorded() : retracted(any(edges));
      case 9 -> new Fact.ArtifactExtended(any(artifacts), anyKind(), name(), "{}");
      case 10 -> amended();
      case 11 -> new Fact.StageChanged(any(artifacts), any(List.of(Stage.values())), null);
      case 12 -> checked();
      case 13 -> checks.isEmpty() ? recorded() : revoked(any(checks));
      case 14 ->
          random.nextBoolean()
              ? new Fact.ArtifactQuarantined(any(artifacts), "why")
              : new Fact.ArtifactReleased(any(artifacts), "why");
      default ->
          random.nextInt(3) == 0
              ? new Fact.ArtifactRetracted(any(artifacts), "why")
              : new Fact.SchemaPublished("v" + changes.size(), "type A" + changes.size());
    };
  }

  private static Fact revoked(Fact.CheckRecorded check) {
    return new Fact.CheckRevoked(check.artifact(), check.name(), check.version(), "wrong");
  }

  private Fact recorded() {
    ArtifactId id = new ArtifactId(Digest.of("artifact " + artifacts.size()));
    artifacts.add(id);
    return new Fact.ArtifactRecorded(
        id,
        anyKind(),
        name(),
        id.digest(),
        null,
        random.nextBoolean() ? Instant.ofEpochSecond(random.nextInt(10_000), 5_000) : null,
        maybe(Provenance.ORIGIN),
        random.nextInt(3) == 0 ? List.of("ann", "bob") : List.of(),
        maybe("a description"),
        random.nextInt(3) == 0 ? List.of(new Label("team", "nlp"), new Label("a", "")) : List.of(),
        random.nextBoolean() ? "{}" : "{\"license\":\"mit\"}");
  }

  private ArtifactName name() {
    names++;
    boolean versioned = random.nextInt(4) > 0;
    return new ArtifactName(
        "space-" + random.nextInt(2),
        versioned ? "name-" + random.nextInt(6) : "unversioned-" + names,
        versioned ? "v" + names : null);
  }

  private Fact edge() {
    int child = 1 + random.nextInt(artifacts.size() - 1);
    Fact.EdgeRecorded edge =
        new Fact.EdgeRecorded(
            any(EDGE_TYPES),
            artifacts.get(child),
            artifacts.get(random.nextInt(child)),
            random.nextBoolean() ? (Double) random.nextDouble() : null,
            random.nextInt(3) == 0
                ? List.of(new EdgeMutation("QUANTIZATION", null, "{\"bits\":4}"))
                : List.of(),
            "{}");
    if (!standing.add(List.of(edge.type(), edge.child(), edge.parent()))) {
      return recorded();
    }
    edges.add(edge);
    return edge;
  }

  /** It may be recorded again later. */
  private Fact retracted(Fact.EdgeRecorded edge) {
    edges.remove(edge);
    standing.remove(List.of(edge.type(), edge.child(), edge.parent()));
    return new Fact.EdgeRetracted(edge.type(), edge.child(), edge.parent(), "why");
  }

  private Fact amended() {
    return new Fact.ArtifactAmended(
        any(artifacts),
        random.nextBoolean() ? List.of(new Label("team", "vision")) : List.of(),
        random.nextBoolean() ? List.of("a") : List.of(),
        random.nextBoolean() ? List.of("eve") : null,
        maybe("another description"),
        "{}",
        maybe(Provenance.COMPLETE),
        null);
  }

  private Fact checked() {
    Fact.CheckRecorded check =
        new Fact.CheckRecorded(
            any(artifacts),
            "pii",
            random.nextInt(3),
            any(List.of(CheckOutcome.values())),
            maybe("https://example.org/evidence"));
    checks.add(check);
    return check;
  }

  private String anyKind() {
    return any(List.of("MODEL", "CHECKPOINT", "ADAPTER"));
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private <T> @Nullable T maybe(T value) {
    return random.nextBoolean() ? value : null;
  }
}
