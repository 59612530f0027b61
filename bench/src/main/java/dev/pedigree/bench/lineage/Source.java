package dev.pedigree.bench.lineage;

import dev.pedigree.bench.graph.SyntheticGraph;
import dev.pedigree.bench.lineage.Question.Op;
import dev.pedigree.schema.TypeSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A graph, and questions about it with their answers. */
record Source(Dataset data, List<Asked> asked) {
  private static final Map<String, Integer> SCALES =
      Map.of("10k", 10_000, "100k", 100_000, "1m", 1_000_000);
  private static final long SEED = 1;
  private static final JsonMapper JSON = JsonMapper.shared();

  Source {
    asked = List.copyOf(asked);
  }

  /**
   * Makes one up, or reads one.
   *
   * @param what {@code 10k}, {@code 100k}, {@code 1m}, or a folder with {@code nodes.ndjson},
   *     {@code edges.ndjson} by their children, and {@code queries.ndjson}
   * @throws IllegalArgumentException if it is neither
   */
  static Source of(String what, TypeSystem types) throws IOException {
    Integer size = SCALES.get(what);
    if (size != null) {
      return grown(size, types);
    }
    Path folder = Path.of(what);
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "scale: " + what + " (expected: 10k, 100k, 1m or a folder)");
    }
    return read(folder, types);
  }

  private static Source grown(int size, TypeSystem types) {
    Dataset data = new Dataset(types);
    SyntheticGraph graph = SyntheticGraph.of(SEED, size);
    graph
        .nodes()
        .forEach(
            node ->
                data.addArtifact(
                    hex(node.digest()),
                    node.kind(),
                    node.name(),
                    node.version(),
                    node.createdAt()));
    graph
        .edges()
        .forEach(
            edge ->
                data.addEdge(edge.type(), hex(edge.child()), hex(edge.parent()), edge.weight()));
    return new Source(data, new QuestionMaker(data, SEED).make());
  }

  private static String hex(String digest) {
    return digest.substring("sha256:".length());
  }

  private static Source read(Path folder, TypeSystem types) throws IOException {
    Dataset data = new Dataset(types);
    forEach(
        folder.resolve("nodes.ndjson"),
        node ->
            data.addArtifact(
                node.get("id").asString(),
                node.get("kind").asString(),
                node.get("name").asString(),
                node.get("version").asString(),
                Instant.parse(node.get("createdAt").asString())));
    forEach(
        folder.resolve("edges.ndjson"),
        edge ->
            data.addEdge(
                edge.get("type").asString(),
                edge.get("child").asString(),
                edge.get("parent").asString(),
                edge.get("weight").asDouble()));
    try (Stream<String> lines = Files.lines(folder.resolve("queries.ndjson"))) {
      return new Source(data, lines.map(JSON::readTree).map(line -> asked(line, data)).toList());
    }
  }

  private static void forEach(Path file, Consumer<JsonNode> use) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      lines.map(JSON::readTree).forEach(use);
    }
  }

  private static Asked asked(JsonNode line, Dataset data) {
    String group = text(line, "class");
    String op = text(line, "op");
    String types = text(line, "types");
    String kind = text(line, "kind");
    int start = data.number(text(line, "id"));
    String target = text(line, "to");
    Question question =
        new Question(
            group,
            text(line, "bucket"),
            Op.valueOf((op.isEmpty() ? group : op).toUpperCase(Locale.ROOT)),
            start,
            target.isEmpty() ? start : data.number(target),
            types.isEmpty() ? null : apiNames(types),
            kind.isEmpty() ? null : Dataset.apiName(kind));
    long checksum = Long.parseUnsignedLong(text(line, "checksum"), 16);
    return new Asked(question, new Answer(line.get("count").asLong(), checksum));
  }

  private static Set<String> apiNames(String names) {
    return Stream.of(names.split(" "))
        .map(Dataset::apiName)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Empty if the line has no such field. */
  private static String text(JsonNode line, String field) {
    JsonNode value = line.get(field);
    return value == null || value.isNull() ? "" : value.asString();
  }
}
