package dev.pedigree.bench;

import dev.pedigree.bench.ask.Gateway;
import dev.pedigree.bench.ask.Percentiles;
import dev.pedigree.graph.artifact.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How long one {@code record} of an artifact with three parents takes, over GraphQL, one at a time.
 */
final class RecordBench {
  private static final String RECORD =
      "mutation($input: RecordInput!) { record(input: $input) { revision changed artifacts { id } } }";
  private static final int WARM_UP = 500;

  private final Gateway gateway;

  RecordBench(Gateway gateway) {
    this.gateway = gateway;
  }

  void run(long seed, int times) throws Exception {
    List<String> parents = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      parents.add(record("corpus", digest(seed, "corpus" + i), List.of()));
    }
    long[] nanos = new long[times];
    for (int i = -WARM_UP; i < times; i++) {
      String model = digest(seed, "model" + i);
      long start = System.nanoTime();
      record("model", model, parents);
      if (i >= 0) {
        nanos[i] = System.nanoTime() - start;
      }
    }
    System.out.println("record, three parents: " + Percentiles.of(nanos));
  }

  private static String digest(long seed, String name) {
    return Digest.of("record bench " + seed + " " + name).toString();
  }

  private String record(String kind, String digest, List<String> parents) throws Exception {
    List<Map<String, String>> edges =
        parents.stream().map(id -> Map.of("type", "TRAINED_ON", "id", id)).toList();
    Map<String, Object> artifact =
        Map.of(
            "digest",
            digest,
            "namespace",
            "bench",
            "name",
            digest.substring(7, 23),
            "provenance",
            "PARTIAL",
            "parents",
            edges);
    gateway.ask(RECORD, Map.of("input", Map.of("artifacts", List.of(Map.of(kind, artifact)))));
    return digest;
  }
}
