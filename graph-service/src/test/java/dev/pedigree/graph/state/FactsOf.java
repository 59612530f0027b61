package dev.pedigree.graph.state;

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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts and changes for tests, saying only what matters. */
public final class FactsOf {
  /** When revision 0 would have been; a revision is a second. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private FactsOf() {}

  public static ArtifactId id(String text) {
    return new ArtifactId(Digest.of(text));
  }

  public static Fact.ArtifactRecorded recorded(String id) {
    return recorded(id, "MODEL", "{}");
  }

  public static Fact.ArtifactRecorded recorded(String id, String kind, String attributes) {
    return new Fact.ArtifactRecorded(
        id(id),
        kind,
        new ArtifactName("default", id, "1"),
        id(id).digest(),
        null,
        START,
        Provenance.PARTIAL,
        List.of("owner"),
        "described",
        List.of(new Label("team", "a"), new Label("tier", "1")),
        attributes);
  }

  public static Fact.ArtifactExtended extended(String id, String kind, String attributes) {
    return new Fact.ArtifactExtended(id(id), kind, new ArtifactName("other", id, null), attributes);
  }

  public static Fact.ArtifactAmended amended(
      String id, String attributes, List<Label> labels, String... removed) {
    return new Fact.ArtifactAmended(
        id(id), labels, Arrays.asList(removed), null, null, attributes, null, null);
  }

  public static Fact.StageChanged stage(String id, Stage stage) {
    return new Fact.StageChanged(id(id), stage, null);
  }

  public static Fact.CheckRecorded check(String id, String name, int version, CheckOutcome found) {
    return new Fact.CheckRecorded(id(id), name, version, found, "evidence");
  }

  public static Fact.EdgeRecorded edge(String type, String child, String parent) {
    return edge(type, child, parent, 0.5);
  }

  public static Fact.EdgeRecorded edge(
      String type, String child, String parent, @Nullable Double weight) {
    return new Fact.EdgeRecorded(
        type,
        id(child),
        id(parent),
        weight,
        List.of(new EdgeMutation("QUANTIZATION", "to 4 bits", "{\"bits\":4}")),
        "{\"run\":\"r1\"}");
  }

  public static Fact.EdgeRetracted retracted(String type, String child, String parent) {
    return new Fact.EdgeRetracted(type, id(child), id(parent), "wrong");
  }

  public static Fact.ErasurePerformed erasure(Long... revisions) {
    Map<Long, Digest> residues = new HashMap<>();
    Arrays.asList(revisions).forEach(revision -> residues.put(revision, Digest.ZERO));
    return new Fact.ErasurePerformed(residues, "personal data");
  }

  public static Change change(long revision, Fact... facts) {
    return new Change(
        revision,
        START.plusSeconds(revision),
        new Change.Draft("tester", null, List.of(facts), List.of()),
        false);
  }

  /** One change a fact, from revision 1. */
  public static List<Change> changes(Fact... facts) {
    List<Change> changes = new ArrayList<>();
    for (Fact fact : facts) {
      changes.add(change(changes.size() + 1L, fact));
    }
    return changes;
  }

  /** What of {@code changes} belongs to {@code id}, in order. */
  public static List<Occurrence> about(String id, List<Change> changes) {
    return changes.stream()
        .flatMap(change -> Occurrence.byOwner(change).getOrDefault(id(id), List.of()).stream())
        .toList();
  }
}
