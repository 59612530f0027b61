package dev.pedigree.interop.cyclonedx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.interop.manifest.Manifest;
import dev.pedigree.interop.writing.SampleManifests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.cyclonedx.Version;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.model.Bom;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BomWriterTest {
  static Stream<Manifest> manifests() {
    return Stream.concat(
        Stream.of(SampleManifests.model()),
        Stream.of("MODEL", "DATASET", "CODE", "DEPLOYMENT", "EVAL_RUN", "PROMPT")
            .map(SampleManifests::alone));
  }

  private static String write(Manifest manifest) {
    return CanonicalJson.of(new BomWriter().write(manifest));
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void isValidByTheSpecificationsSchema(Manifest manifest) throws IOException {
    assertThat(new JsonParser().validate(write(manifest), Version.VERSION_16))
        .extracting(ParseException::getMessage)
        .isEmpty();
  }

  @Test
  void isReadByTheSpecificationsLibrary() throws ParseException {
    byte[] json = write(SampleManifests.model()).getBytes(StandardCharsets.UTF_8);

    Bom bom = new JsonParser().parse(json);

    assertThat(bom.getMetadata().getComponent().getPedigree().getAncestors().getComponents())
        .extracting(it -> it.getName())
        .containsExactly("acme/base", "acme/other");
    assertThat(bom.getMetadata().getComponent().getModelCard().getModelParameters().getDatasets())
        .hasSize(1);
    assertThat(bom.getDependencies().getFirst().getDependencies()).hasSize(2);
  }
}
