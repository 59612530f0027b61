package dev.pedigree.interop.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.artifact.UnhashedReason;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.reading.Heard;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestReaderTest {
  private static final ArtifactId ID = new ArtifactId(Digest.of("bytes"));
  private static final ArtifactName PARENT = new ArtifactName("org", "closed", null);
  private static final Manifest.Recorded AT =
      new Manifest.Recorded(7, Instant.parse("2026-10-01T12:00:00Z"), "ada", "00ff");
  private static final Manifest MANIFEST =
      new Manifest(
          ID,
          9,
          List.of("CHECKPOINT", "MODEL"),
          List.of(new ArtifactName("org", "step", "100"), new ArtifactName("org", "final", null)),
          ID.digest(),
          null,
          Instant.parse("1969-12-31T23:59:59Z"),
          "A model.",
          Provenance.PARTIAL,
          List.of("ada"),
          List.of(new Label("team", "nlp")),
          Stage.STAGING,
          Map.of("step", 100, "license", "MIT"),
          AT,
          List.of(
              new Manifest.Parent(
                  "DISTILLED_FROM",
                  new Manifest.Node(
                      ArtifactId.ofIdentity("MODEL", PARENT),
                      "MODEL",
                      PARENT,
                      null,
                      UnhashedReason.CLOSED_MODEL),
                  0.1,
                  List.of(new EdgeMutation("DISTILLATION", "by answers", "{}")),
                  Map.of("job", "j-1"),
                  AT)),
          1,
          List.of(
              new Manifest.Check("pii", 1, CheckOutcome.PASSED, "run 1", AT, null),
              new Manifest.Check(
                  "pii", 2, CheckOutcome.FAILED, null, AT, new Manifest.Mark("wrong", AT))),
          new Manifest.Mark("doubtful", AT),
          null);

  @Test
  void readsWhatWasWritten() {
    Heard heard = read(written());

    RecordRequest.Artifact model = heard.artifact("step");
    assertThat(heard.artifacts()).containsExactly("CHECKPOINT final", "MODEL closed");
    assertThat(model.parents())
        .extracting(RecordRequest.Parent::type, RecordRequest.Parent::id)
        .containsExactly(
            tuple("DISTILLED_FROM", ArtifactId.ofIdentity("MODEL", PARENT).toString()));
    assertThat(model.attributes()).containsEntry("step", 100).doesNotContainKey("license");
    assertThat(model.createdAt()).isEqualTo("1969-12-31T23:59:59Z");
    assertThat(model.labels()).containsExactly(new Label("team", "nlp"));
    assertThat(model.checks()).extracting(RecordRequest.InlineCheck::version).containsExactly(1);
    assertThat(model.parents().getFirst().weight()).isEqualTo(0.1);
    assertThat(model.parents().getFirst().mutations().getFirst().kind()).isEqualTo("DISTILLATION");
  }

  @Test
  void writesInTheOrderOfNamesAndTheSameEachTime() {
    assertThat(CanonicalJson.of(new PedigreeManifest(null).write(MANIFEST)))
        .isEqualTo(written())
        .startsWith("{\"attributes\":{\"license\":\"MIT\",\"step\":100},\"checks\":[");
    assertThat(String.join(",", new PedigreeManifest(null).write(MANIFEST).keySet()))
        .startsWith("attributes,checks,createdAt");
  }

  @Test
  void signsAllButTheSignature() {
    Map<String, ?> signed = new PedigreeManifest(note -> "signed " + note).write(MANIFEST);

    assertThat(signed.get("signature"))
        .isEqualTo("signed pedigree-manifest\n" + Digest.of(written()).hex() + "\n");
  }

  @Test
  void refusesWhatWasChangedByHandOrIsOfAnotherVersion() {
    assertThatThrownBy(() -> read(written().replace("\"id\":\"" + ID, "\"id\":\"" + PARENT)))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageContaining("of what the manifest says");
    assertThatThrownBy(() -> read(written().replace("Manifest\":1", "Manifest\":2")))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageContaining("version 1");
  }

  private static String written() {
    return CanonicalJson.of(new PedigreeManifest(null).write(MANIFEST));
  }

  private static Heard read(String text) {
    return new Heard().read(new ManifestReader(), "manifest.json", text);
  }
}
