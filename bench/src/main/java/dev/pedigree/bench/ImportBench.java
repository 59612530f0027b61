package dev.pedigree.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Import over HTTP until it is acknowledged and until the stores have it, beside a raw load into
 * JanusGraph.
 */
final class ImportBench {
  private static final int SLICE = 5_000;
  private static final int WARM_UP = 5_000;

  private final Gateway gateway;
  private final RawJanusGraph reference;

  ImportBench(Gateway gateway, RawJanusGraph reference) {
    this.gateway = gateway;
    this.reference = reference;
  }

  /** Prints rates and ratios. {@code seed} must not have been used on this store. */
  void run(long seed, int artifacts) throws Exception {
    warmUp(seed + 1);
    SyntheticGraph graph = SyntheticGraph.of(seed, artifacts);
    List<String> lines = graph.lines();
    System.out.printf("%d artifacts, %d edges%n", graph.nodes().size(), graph.edges().size());
    double before = reference.load(graph, "bench_raw_a");
    print("raw JanusGraph, before", lines.size(), before, before);
    long start = System.nanoTime();
    long refused = gateway.importLines(lines, SLICE);
    double acknowledged = (System.nanoTime() - start) / 1e9;
    awaitDrained();
    double drained = (System.nanoTime() - start) / 1e9;
    double after = reference.load(graph, "bench_raw_b");
    print("raw JanusGraph, after", lines.size(), after, after);
    double raw = (before + after) / 2;
    print("import, acknowledged", lines.size(), acknowledged, raw);
    print("import, in every store", lines.size(), drained, raw);
    System.out.printf("refused: %d%n", refused);
  }

  private void warmUp(long seed) throws Exception {
    SyntheticGraph graph = SyntheticGraph.of(seed, WARM_UP);
    reference.load(graph, "bench_raw_w");
    gateway.importLines(graph.lines(), SLICE);
    awaitDrained();
  }

  private static void print(String what, int lines, double seconds, double rawSeconds) {
    System.out.printf(
        "%-24s %7.2f s %9.0f lines/s %6.2f x raw%n",
        what, seconds, lines / seconds, rawSeconds / seconds);
  }

  private void awaitDrained() throws Exception {
    while (lag() > 0) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private long lag() throws Exception {
    JsonNode head = gateway.ask("{ head { projections { lagRevisions } } }", Map.of()).get("head");
    long lag = 0;
    for (JsonNode projection : head.get("projections")) {
      lag = Math.max(lag, projection.get("lagRevisions").asLong());
    }
    return lag;
  }
}
