package dev.pedigree.gateway.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.demo.DemoData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * How far up the artifacts stand that people mean, over the demo and names that differ in a few
 * characters only. The measure is the mean reciprocal rank: 1 where each is first, 0.5 where each
 * is second.
 */
@WithGateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchQualityTest {
  private static final double LEAST = 0.9;
  private static final List<String> KINDS =
      List.of("MODEL", "CHECKPOINT", "DATASET", "EVAL_SUITE", "PROMPT");
  private static final int FAMILIES = 5;
  private static final int LETTERS = 100;
  private static final int LETTER_BASE = 36;

  private final Gateway gateway;

  SearchQualityTest(Endpoints endpoints) {
    gateway = Gateway.start(endpoints);
  }

  @AfterAll
  void close() {
    gateway.close();
  }

  @Test
  void putsWhatIsMeantFirst() throws IOException {
    load(DemoData.lines());
    load(generated());
    gateway.awaitSearch();
    List<String> lower = new ArrayList<>();
    double sum = 0;
    List<String[]> queries = queries();

    for (String[] query : queries) {
      int rank = rank(query[0], query[1]);
      sum += rank == 0 ? 0 : 1.0 / rank;
      if (rank != 1) {
        lower.add("%s: %s is at %d".formatted(query[0], query[1], rank));
      }
    }

    assertThat(queries).hasSizeGreaterThanOrEqualTo(60);
    assertThat(sum / queries.size()).as("not first: %s", lower).isGreaterThanOrEqualTo(LEAST);
  }

  private void load(List<String> lines) {
    assertThat(gateway.load(String.join("\n", lines)))
        .allSatisfy(line -> assertThat(line.path("status").asString()).isEqualTo("RECORDED"));
  }

  private static List<String> generated() {
    List<String> lines = new ArrayList<>();
    for (String kind : KINDS) {
      for (int i = 0; i < FAMILIES * LETTERS; i++) {
        String name =
            "%s-f%d-%s"
                .formatted(
                    kind.toLowerCase(Locale.ROOT).replace('_', '-'),
                    i % FAMILIES,
                    Integer.toString(i / FAMILIES, LETTER_BASE));
        lines.add(
            "{\"artifact\":{\"kind\":\"%s\",\"unhashed\":\"OTHER\",\"namespace\":\"generated\",\"name\":\"%s\"}}"
                .formatted(kind, name));
      }
    }
    return lines;
  }

  private static List<String[]> queries() throws IOException {
    try (var in =
        Objects.requireNonNull(SearchQualityTest.class.getResourceAsStream("queries.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .toList();
    }
  }

  /** From 1 on; 0: not among the first ten. */
  private int rank(String text, String expected) {
    Answer answer =
        gateway.ask(
            "query($text: String!) { search(text: $text, first: 10) { nodes { namespace name } } }",
            Map.of("text", text));
    List<String> namespaces = answer.texts("/search/nodes", "/namespace");
    List<String> names = answer.texts("/search/nodes", "/name");
    for (int i = 0; i < names.size(); i++) {
      if ((namespaces.get(i) + "/" + names.get(i)).equals(expected)) {
        return i + 1;
      }
    }
    return 0;
  }
}
