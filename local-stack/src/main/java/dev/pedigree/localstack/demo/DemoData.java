package dev.pedigree.localstack.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Public models with what they were made of, and a fictional organisation that builds on them. Each
 * family is a file of its own beside this class: a JSON array whose elements are lines of an
 * import.
 */
public final class DemoData {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Each builds on those before it only. */
  private static final List<String> FAMILIES =
      List.of(
          "sources",
          "benchmarks",
          "encoders",
          "gpt",
          "llama",
          "mistral",
          "reasoning",
          "quantized",
          "runs",
          "example-org");

  private DemoData() {}

  /**
   * Something to ask once the lines are loaded.
   *
   * @param words the question as a person would ask it
   * @param query the same in GraphQL, on one line
   */
  public record Question(String words, String query) {}

  /** The lines of an import, without line feeds; parents come before their children. */
  public static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (String family : FAMILIES) {
      for (JsonNode line : read(family + ".json")) {
        lines.add(JSON.writeValueAsString(line));
      }
    }
    return List.copyOf(lines);
  }

  private static JsonNode read(String file) {
    try (InputStream in = DemoData.class.getResourceAsStream(file)) {
      return JSON.readTree(Objects.requireNonNull(in, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** First questions to ask of it. */
  public static List<Question> questions() {
    return List.of(
        new Question(
            "What is running downstream of the corpus that turned out to be poisoned?",
            "{ artifactByName(namespace: \"example-org\", name: \"forum-scrape\") {"
                + " descendants(filter: {where: {kinds: [DEPLOYMENT]}}) {"
                + " totalCount edges { depth node { name version stage } via { inherits } } } } }"),
        new Question(
            "Where does Zephyr come from?",
            "{ artifactByName(namespace: \"HuggingFaceH4\", name: \"zephyr-7b-beta\") {"
                + " ancestors { totalCount groups(by: KIND) { key count }"
                + " nodes { namespace name } } } }"),
        new Question(
            "How did the support agent's prompt change?",
            "{ artifactByName(namespace: \"example-org\", name: \"support-system\") {"
                + " names { version } history { edges { node {"
                + " revision at facts { summary } } } } } }"));
  }
}
