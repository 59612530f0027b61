package dev.pedigree.bench;

import dev.pedigree.bench.ask.Gateway;
import dev.pedigree.bench.graph.SyntheticGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Import over HTTP until it is acknowledged and until the stores have it, beside a raw load into
 * JanusGraph.
 */
final class ImportBench {
  private static final int SLICE = 5_000;
  private static final int WARM_UP = 5_000;
  private static final int ROUNDS = Integer.getInteger("pedigree.bench.rounds", 3);

  private final Gateway gateway;
  private final RawJanusGraph reference;

  ImportBench(Gateway gateway, RawJanusGraph reference) {
    this.gateway = gateway;
    this.reference = reference;
  }

  /**
   * Prints rates and ratios, round by round. {@code seed} must not have been used on this store.
   */
  void run(long seed, int artifacts) throws Exception {
    warmUp(seed + ROUNDS);
    List<Double> acknowledged = new ArrayList<>();
    List<Double> drained = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      SyntheticGraph graph = SyntheticGraph.of(seed + round, artifacts);
      List<String> lines = graph.lines();
      System.out.printf(
          "round %d: %d artifacts, %d edges%n",
          round + 1, graph.nodes().size(), graph.edges().size());
      double raw = reference.load(graph, "bench_raw_" + round);
      print("raw JanusGraph", lines.size(), raw, raw);
      long start = System.nanoTime();
      long refused = gateway.importLines(lines, SLICE);
      acknowledged.add(raw / print("import, acknowledged", lines.size(), since(start), raw));
      awaitDrained(Set.of("state", "property-graph"));
      drained.add(raw / print("import, in the graph", lines.size(), since(start), raw));
      awaitDrained(Set.of("search"));
      print("import, to be searched", lines.size(), since(start), raw);
      System.out.printf("refused: %d%n", refused);
    }
    System.out.printf(
        "median: acknowledged %.2f x raw, in the graph %.2f x raw%n",
        median(acknowledged), median(drained));
  }

  private void warmUp(long seed) throws Exception {
    SyntheticGraph graph = SyntheticGraph.of(seed, WARM_UP);
    reference.load(graph, "bench_raw_w");
    gateway.importLines(graph.lines(), SLICE);
    awaitDrained(Set.of("state", "property-graph", "search"));
  }

  private static double since(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private static double print(String what, int lines, double seconds, double rawSeconds) {
    System.out.printf(
        "%-24s %7.2f s %9.0f lines/s %6.2f x raw%n",
        what, seconds, lines / seconds, rawSeconds / seconds);
    return seconds;
  }

  private void awaitDrained(Set<String> projections) throws Exception {
    while (lag(projections) > 0) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private long lag(Set<String> projections) throws Exception {
    JsonNode head =
        gateway.ask("{ head { projections { name lagRevisions } } }", Map.of()).get("head");
    long lag = 0;
    for (JsonNode projection : head.get("projections")) {
      if (projections.contains(projection.get("name").asString())) {
        lag = Math.max(lag, projection.get("lagRevisions").asLong());
      }
    }
    return lag;
  }
}
