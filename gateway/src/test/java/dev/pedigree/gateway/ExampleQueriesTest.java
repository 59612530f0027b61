package dev.pedigree.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The example queries beside the features, asked of a small family. */
@WithGateway
class ExampleQueriesTest {
  private final Gateway gateway;
  private final Sample sample;

  ExampleQueriesTest(Gateway gateway, Sample sample) {
    this.gateway = gateway;
    this.sample = sample;
  }

  @TestFactory
  List<DynamicTest> answersWithoutErrors() throws Exception {
    Map<String, Object> variables = family();
    Path root =
        Path.of(
                Objects.requireNonNull(
                        ExampleQueriesTest.class.getResource("node/by-id-alone.graphql"))
                    .toURI())
            .resolve("../..")
            .normalize();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".graphql"))
          .sorted()
          .map(
              file ->
                  DynamicTest.dynamicTest(
                      file.getFileName().toString(), () -> ask(file, variables)))
          .toList();
    }
  }

  private void ask(Path file, Map<String, Object> variables) throws IOException {
    Answer answer = gateway.ask(Files.readString(file), variables);

    assertThat(answer.codes()).isEmpty();
    for (JsonNode field : answer.data("")) {
      assertThat(field.isNull()).isFalse();
    }
  }

  private Map<String, Object> family() {
    long earlier =
        sample
            .record(
                sample.artifact("corpus", "corpus", List.of()),
                sample.artifact("model", "base", List.of()),
                sample.artifact(
                    "model",
                    "tuned",
                    List.of(
                        sample.parent("FINE_TUNED_FROM", "base"),
                        sample.parent("TRAINED_ON", "corpus"))))
            .revision();
    sample.record(
        sample.artifact("deployment", "serving", List.of(sample.parent("SERVES", "tuned"))));
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put("corpus", sample.id("corpus"));
    variables.put("base", sample.id("base"));
    variables.put("model", sample.id("tuned"));
    variables.put("deployment", sample.id("serving"));
    variables.put("digest", sample.id("quantized"));
    variables.put("namespace", sample.namespace());
    variables.put("earlier", earlier);
    return variables;
  }
}
