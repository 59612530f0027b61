package dev.pedigree.bench;

import dev.pedigree.bench.ask.Gateway;
import dev.pedigree.bench.ask.Percentiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the questions of a file over GraphQL, and compares counts and checksums with those of the
 * file. A line is an object with {@code class}, {@code op}, {@code id} (hex), {@code to}, {@code
 * types}, {@code kind}, {@code count} and {@code checksum}: the sum, modulo 2^64, of the first 16
 * hex digits of each id of the answer.
 */
final class QuestionBench {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MAX_IDS = 100_000;
  private static final String LINEAGE =
      "query($id: ID!, $filter: LineageFilter) { artifact(id: $id) { %s(filter: $filter, first: "
          + MAX_IDS
          + ") { totalCount ids } } }";
  private static final String REACH =
      "query($id: ID!, $to: ID!) { descendsFrom(child: $id, ancestor: $to) }";

  private final Gateway gateway;
  private final Map<String, List<Long>> nanos = new TreeMap<>();
  private final Map<String, Integer> wrong = new HashMap<>();

  QuestionBench(Gateway gateway) {
    this.gateway = gateway;
  }

  /**
   * Whether every answer was right. Classes that the gateway has no field for are counted as not
   * asked.
   */
  boolean run(Path questions) throws Exception {
    int notAsked = 0;
    List<JsonNode> all = new ArrayList<>();
    try (Stream<String> lines = Files.lines(questions)) {
      lines.map(JSON::readTree).forEach(all::add);
    }
    for (JsonNode question : all) {
      String group = question.get("class").asString();
      if (group.equals("path") || group.equals("common")) {
        notAsked++;
        continue;
      }
      long start = System.nanoTime();
      boolean right = group.equals("reach") ? reach(question) : lineage(question);
      nanos.computeIfAbsent(group, key -> new ArrayList<>()).add(System.nanoTime() - start);
      if (!right) {
        wrong.merge(group, 1, Integer::sum);
        System.out.println("wrong: " + question);
      }
    }
    nanos.forEach(
        (group, times) ->
            System.out.printf(
                "%-12s %5d asked, %d wrong, %s%n",
                group,
                times.size(),
                wrong.getOrDefault(group, 0),
                Percentiles.of(times.stream().mapToLong(Long::longValue).toArray())));
    System.out.printf("%-12s %5d%n", "not asked", notAsked);
    return wrong.isEmpty();
  }

  private boolean reach(JsonNode question) throws Exception {
    Map<String, String> ends = Map.of("id", id(question, "id"), "to", id(question, "to"));
    boolean reached = gateway.ask(REACH, ends).get("descendsFrom").asBoolean();
    return reached == (question.get("count").asInt() == 1);
  }

  private boolean lineage(JsonNode question) throws Exception {
    String field = question.get("op").asString();
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("id", id(question, "id"));
    variables.put("filter", filter(question));
    JsonNode found = gateway.ask(LINEAGE.formatted(field), variables).get("artifact").get(field);
    long checksum = 0;
    for (JsonNode id : found.get("ids")) {
      checksum += Long.parseUnsignedLong(id.asString().substring(7, 23), 16);
    }
    return found.get("totalCount").asInt() == question.get("count").asInt()
        && found.get("ids").size() == question.get("count").asInt()
        && Long.toHexString(checksum).equals(stripZeros(question.get("checksum").asString()));
  }

  private static String stripZeros(String hex) {
    return Long.toHexString(Long.parseUnsignedLong(hex, 16));
  }

  private static String id(JsonNode question, String field) {
    return "sha256:" + question.get(field).asString();
  }

  private static Map<String, Object> filter(JsonNode question) {
    Map<String, Object> filter = new HashMap<>();
    if (has(question, "types", types -> !types.isBlank())) {
      filter.put(
          "edgeTypes",
          Arrays.stream(question.get("types").asString().split(" "))
              .map(QuestionBench::apiName)
              .toList());
    }
    if (has(question, "kind", kind -> !kind.isBlank())) {
      filter.put("where", Map.of("kinds", List.of(apiName(question.get("kind").asString()))));
    }
    return filter;
  }

  private static boolean has(JsonNode question, String field, Predicate<String> test) {
    return question.has(field)
        && !question.get(field).isNull()
        && test.test(question.get(field).asString());
  }

  private static String apiName(String name) {
    return switch (name) {
      case "deploys" -> "SERVES";
      case "next-version-of" -> "REVISED_FROM";
      default -> name.replace('-', '_').toUpperCase(Locale.ROOT);
    };
  }
}
