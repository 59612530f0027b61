package dev.pedigree.bench.search;

import dev.pedigree.bench.ask.Gateway;
import dev.pedigree.bench.ask.Percentiles;
import dev.pedigree.graph.artifact.Digest;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How long it takes from the acknowledgement of a {@code record} until a search finds it, asked
 * again and again over GraphQL, one at a time; and how long one search takes.
 */
public final class SearchBench {
  private static final String RECORD =
      "mutation($input: RecordInput!) { record(input: $input) { revision } }";
  private static final String FIND = "query($text: String!) { search(text: $text) { totalCount } }";
  private static final String PAGE =
      "query($text: String!) { search(text: $text) { totalCount edges { score node { id name stage }"
          + " highlights { field fragments } } facets { field values { value count } } } }";
  private static final List<String> COLOURS = List.of("amber", "blue", "coral", "dusky", "ecru");
  private static final List<String> BIRDS = List.of("finch", "grebe", "heron", "ibis", "jay");
  private static final int WARM_UP = 50;

  private final Gateway gateway;

  /** Asks {@code gateway}. */
  public SearchBench(Gateway gateway) {
    this.gateway = gateway;
  }

  /** Measures so many times. */
  public void run(long seed, int times) throws Exception {
    Random random = new Random(seed);
    long[] findable = new long[times];
    for (int i = -WARM_UP; i < times; i++) {
      String word = Digest.of("search bench " + seed + " " + i).hex().substring(0, 12) + "x";
      record(seed, word, random);
      long acknowledged = System.nanoTime();
      while (gateway.ask(FIND, Map.of("text", word)).at("/search/totalCount").asInt() == 0) {
        Thread.onSpinWait();
      }
      if (i >= 0) {
        findable[i] = System.nanoTime() - acknowledged;
      }
    }
    System.out.println("recorded until found: " + Percentiles.of(findable));
    System.out.println("search, total only: " + Percentiles.of(searches(FIND, times, random)));
    System.out.println(
        "search, page of 20 with names, highlights, facets: "
            + Percentiles.of(searches(PAGE, times, random)));
  }

  private void record(long seed, String word, Random random) throws Exception {
    Map<String, Object> artifact =
        Map.of(
            "digest",
            Digest.of("search bench " + seed + " " + word).toString(),
            "namespace",
            "bench",
            "name",
            one(COLOURS, random) + "-" + one(BIRDS, random) + "-" + word,
            "description",
            "A " + one(BIRDS, random) + ", " + one(COLOURS, random),
            "provenance",
            "PARTIAL");
    gateway.ask(RECORD, Map.of("input", Map.of("artifacts", List.of(Map.of("model", artifact)))));
  }

  private long[] searches(String query, int times, Random random) throws Exception {
    long[] nanos = new long[times];
    for (int i = -WARM_UP; i < times; i++) {
      String text = one(COLOURS, random) + " " + one(BIRDS, random);
      long start = System.nanoTime();
      gateway.ask(query, Map.of("text", text));
      if (i >= 0) {
        nanos[i] = System.nanoTime() - start;
      }
    }
    return nanos;
  }

  private static String one(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }
}
