package dev.pedigree.interop.writing;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.artifact.UnhashedReason;
import dev.pedigree.interop.manifest.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What there is to write. */
public final class SampleManifests {
  private static final Manifest.Recorded RECORDED =
      new Manifest.Recorded(7, Instant.parse("2026-10-02T08:00:00.123Z"), "trainer", "00ff");

  private SampleManifests() {}

  /**
   * A model with all there is: parents of many kinds, weights, mutations, words in many scripts.
   */
  public static Manifest model() {
    return manifest(
        "MODEL",
        Map.of(
            "license",
            "apache-2.0",
            "task",
            "text-generation",
            "languages",
            List.of("en", "no"),
            "architecture",
            "LlamaForCausalLM",
            "parameters",
            7.5e9,
            "supplier",
            "Acme",
            "location",
            "https://models.example.org/support",
            "extra",
            Map.of("note", "größer: \"7B\"")),
        List.of(
            parent(
                "FINE_TUNED_FROM",
                node("MODEL", "acme/base", null, true),
                0.75,
                List.of(
                    new EdgeMutation(
                        "SUPERVISED_FINE_TUNING",
                        "on tickets",
                        "{\"epochs\":2,\"method\":\"full\"}")),
                Map.of("run", "r-1")),
            parent(
                "MERGED_FROM", node("MODEL", "acme/other", "3", true), 0.25, List.of(), Map.of()),
            parent(
                "TRAINED_ON", node("DATASET", "tickets", "2026", false), null, List.of(), Map.of()),
            parent(
                "TOKENIZED_WITH", node("TOKENIZER", "bpe", null, true), null, List.of(), Map.of()),
            parent(
                "BUILT_WITH", node("CODE", "train", "c0ffee", true), null, List.of(), Map.of())));
  }

  /** An artifact of that kind which descends from nothing and has no digest. */
  public static Manifest alone(String kind) {
    return new Manifest(
        ArtifactId.ofIdentity(kind, new ArtifactName("team", "alone", "1")),
        3,
        List.of(kind),
        List.of(new ArtifactName("team", "alone", "1")),
        null,
        UnhashedReason.LOST,
        null,
        null,
        Provenance.ORIGIN,
        List.of(),
        List.of(),
        Stage.DRAFT,
        Map.of(),
        RECORDED,
        List.of(),
        0,
        List.of(),
        null,
        null);
  }

  private static Manifest manifest(
      String kind, Map<String, @Nullable Object> attributes, List<Manifest.Parent> parents) {
    Digest digest = Digest.of("support");
    return new Manifest(
        new ArtifactId(digest),
        9,
        List.of(kind),
        List.of(new ArtifactName("team", "acme/support", "2")),
        digest,
        null,
        Instant.parse("2026-10-01T12:00:00Z"),
        "Answers tickets.\n\nNothing else.",
        Provenance.COMPLETE,
        List.of("ann@example.org", "Bo"),
        List.of(new Label("chat", ""), new Label("tier", "gold")),
        Stage.STAGING,
        attributes,
        RECORDED,
        parents,
        0,
        List.of(new Manifest.Check("pii", 1, CheckOutcome.PASSED, null, RECORDED, null)),
        null,
        null);
  }

  private static Manifest.Parent parent(
      String type,
      Manifest.Node node,
      @Nullable Double weight,
      List<EdgeMutation> mutations,
      Map<String, @Nullable Object> attributes) {
    return new Manifest.Parent(type, node, weight, mutations, attributes, RECORDED);
  }

  private static Manifest.Node node(
      String kind, String name, @Nullable String version, boolean isHashed) {
    ArtifactName full = new ArtifactName("team", name, version);
    Digest digest = Digest.of(name);
    return isHashed
        ? new Manifest.Node(new ArtifactId(digest), kind, full, digest, null)
        : new Manifest.Node(
            ArtifactId.ofIdentity(kind, full), kind, full, null, UnhashedReason.OTHER);
  }
}
