package dev.pedigree.interop.writing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.UnhashedReason;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.interop.DocumentReader;
import dev.pedigree.interop.cyclonedx.BomReader;
import dev.pedigree.interop.cyclonedx.BomWriter;
import dev.pedigree.interop.huggingface.ModelCardReader;
import dev.pedigree.interop.huggingface.ModelCardWriter;
import dev.pedigree.interop.intoto.StatementReader;
import dev.pedigree.interop.intoto.StatementWriter;
import dev.pedigree.interop.intoto.TrustedKeys;
import dev.pedigree.interop.manifest.Manifest;
import dev.pedigree.interop.manifest.ManifestWriter;
import dev.pedigree.interop.prov.ProvReader;
import dev.pedigree.interop.prov.ProvWriter;
import dev.pedigree.interop.reading.Heard;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of an artifact that is written in a format and read again. */
class RoundTripTest {
  /** Formats that take everything that a manifest says of what an artifact is. */
  enum Format {
    CYCLONEDX,
    PROV,
    IN_TOTO;

    ManifestWriter writer() {
      return switch (this) {
        case CYCLONEDX -> new BomWriter();
        case PROV -> new ProvWriter();
        case IN_TOTO -> new StatementWriter();
      };
    }

    DocumentReader reader() {
      return switch (this) {
        case CYCLONEDX -> new BomReader();
        case PROV -> new ProvReader();
        case IN_TOTO -> new StatementReader(TrustedKeys.NONE);
      };
    }

    Heard roundTrip(Manifest manifest) {
      return new Heard().read(reader(), null, CanonicalJson.of(writer().write(manifest)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheArtifact(Format format) {
    Manifest manifest = SampleManifests.model();

    Heard heard = format.roundTrip(manifest);

    RecordRequest.Artifact artifact = heard.artifact("acme/support");
    assertThat(artifact.kind()).isEqualTo("MODEL");
    assertThat(artifact.namespace()).isEqualTo("team");
    assertThat(artifact.version()).isEqualTo("2");
    assertThat(artifact.digest()).isEqualTo(manifest.id().toString());
    assertThat(artifact.createdAt()).isEqualTo(manifest.createdAt());
    assertThat(artifact.description()).isEqualTo(manifest.description());
    assertThat(artifact.provenance()).isEqualTo(manifest.provenance());
    assertThat(artifact.owners()).isEqualTo(manifest.owners());
    assertThat(artifact.labels()).isEqualTo(manifest.labels());
    assertThat(CanonicalJson.of(artifact.attributes()))
        .isEqualTo(CanonicalJson.of(manifest.attributes()));
    assertThat(heard.losses()).isEmpty();
    assertThat(heard.refusals()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void keepsEveryEdgeWithWhatItCarries(Format format) {
    Manifest manifest = SampleManifests.model();

    Heard heard = format.roundTrip(manifest);

    assertThat(heard.edges())
        .containsExactlyInAnyOrder(
            "acme/support@2 FINE_TUNED_FROM acme/base",
            "acme/support@2 MERGED_FROM acme/other@3",
            "acme/support@2 TRAINED_ON tickets@2026",
            "acme/support@2 TOKENIZED_WITH bpe",
            "acme/support@2 BUILT_WITH train@c0ffee");
    for (Manifest.Parent parent : manifest.parents()) {
      String name =
          parent.node().name().version() == null
              ? parent.node().name().name()
              : parent.node().name().name() + "@" + parent.node().name().version();
      RecordRequest.Edge edge = heard.edgeTo(name);
      assertThat(edge.parent()).isEqualTo(parent.node().id().toString());
      assertThat(edge.weight()).isEqualTo(parent.weight());
      assertThat(edge.attributes()).isEqualTo(parent.attributes());
      assertThat(edge.mutations()).hasSameSizeAs(parent.mutations());
    }
    RecordRequest.Mutation mutation = heard.edgeTo("acme/base").mutations().getFirst();
    assertThat(mutation.kind()).isEqualTo("SUPERVISED_FINE_TUNING");
    assertThat(mutation.description()).isEqualTo("on tickets");
    assertThat(CanonicalJson.of(mutation.fields())).isEqualTo("{\"epochs\":2,\"method\":\"full\"}");
    assertThat(heard.artifact("tickets").unhashed()).isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void keepsWhatHasNeitherDigestNorParents(Format format) {
    for (String kind :
        List.of("DATASET", "DEPLOYMENT", "EVAL_RUN", "PROMPT", "CODE", "TOKENIZER")) {
      Heard heard = format.roundTrip(SampleManifests.alone(kind));

      assertThat(heard.artifacts()).containsExactly(kind + " alone@1");
      assertThat(heard.artifact("alone").digest()).isNull();
      assertThat(heard.artifact("alone").provenance()).isEqualTo(Provenance.ORIGIN);
      assertThat(heard.artifact("alone").unhashed())
          .isIn(
              List.of("DEPLOYMENT", "EVAL_RUN").contains(kind)
                  ? new UnhashedReason[] {null}
                  : new UnhashedReason[] {UnhashedReason.LOST});
      assertThat(heard.edges()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void isWrittenTheSameEveryTime(Format format) {
    assertThat(CanonicalJson.of(format.writer().write(SampleManifests.model())))
        .isEqualTo(CanonicalJson.of(format.writer().write(SampleManifests.model())));
  }

  @Test
  void keepsOfACardWhatCardsSay() {
    String card = new ModelCardWriter().write(SampleManifests.model());

    Heard heard = new Heard().read(new ModelCardReader(), "README.md", card);

    RecordRequest.Artifact artifact = heard.artifact("acme/support");
    assertThat(artifact.namespace()).isEqualTo("team");
    assertThat(artifact.version()).isEqualTo("2");
    assertThat(artifact.digest()).isEqualTo(SampleManifests.model().id().toString());
    assertThat(artifact.description()).isEqualTo(SampleManifests.model().description());
    assertThat(artifact.attributes())
        .containsEntry("license", "apache-2.0")
        .containsEntry("languages", List.of("en", "no"))
        .containsEntry("task", "text-generation")
        .containsEntry("extra", Map.of("note", "größer: \"7B\""))
        .doesNotContainKey("architecture");
    assertThat(heard.edges())
        .containsExactlyInAnyOrder(
            "acme/support@2 FINE_TUNED_FROM acme/base",
            "acme/support@2 MERGED_FROM acme/other@3",
            "acme/support@2 TRAINED_ON tickets@2026",
            "acme/support@2 TOKENIZED_WITH bpe",
            "acme/support@2 BUILT_WITH train@c0ffee");
    assertThat(heard.edgeTo("acme/other@3").weight()).isEqualTo(0.25);
    assertThat(heard.losses()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DATASET", "PROMPT", "DEPLOYMENT"})
  void writesACardOfWhatIsNoModel(String kind) {
    String card = new ModelCardWriter().write(SampleManifests.alone(kind));

    Heard heard = new Heard().read(new ModelCardReader(), null, card);

    assertThat(heard.artifacts()).containsExactly(kind + " alone@1");
  }
}
