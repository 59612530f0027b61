package dev.pedigree.interop.spdx;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.interop.manifest.Manifest;
import dev.pedigree.interop.writing.SampleManifests;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpdxWriterTest {
  static Stream<Manifest> manifests() {
    return Stream.concat(
        Stream.of(SampleManifests.model()),
        Stream.of("MODEL", "DATASET", "CODE", "DEPLOYMENT", "EVAL_RUN", "PROMPT", "TOKENIZER")
            .map(SampleManifests::alone));
  }

  private static String write(Manifest manifest) {
    return CanonicalJson.of(new SpdxWriter().write(manifest));
  }

  private static Schema schema() throws IOException {
    try (InputStream in =
        SpdxWriterTest.class.getResourceAsStream("/resources/schema-v3.0.1.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Objects.requireNonNull(in), InputFormat.JSON);
    }
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void isValidByTheSpecificationsSchema(Manifest manifest) throws IOException {
    assertThat(schema().validate(write(manifest), InputFormat.JSON))
        .extracting(Error::toString)
        .isEmpty();
  }

  @Test
  void isJudgedAtAll() throws IOException {
    String wrong = write(SampleManifests.model()).replace("\"trainedOn\"", "\"trainedBy\"");

    assertThat(schema().validate(wrong, InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void saysHowTheModelDescends() {
    assertThat(write(SampleManifests.model()))
        .contains(
            "\"relationshipType\":\"trainedOn\"",
            "\"relationshipType\":\"descendantOf\"",
            "\"relationshipType\":\"usesTool\"",
            "\"ai_typeOfModel\":[\"LlamaForCausalLM\"]",
            "\"type\":\"dataset_DatasetPackage\"");
  }
}
