package dev.pedigree.bench;

import dev.pedigree.bench.ask.Gateway;
import dev.pedigree.bench.ask.Percentiles;
import dev.pedigree.graph.artifact.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How long it takes to tell over HTTP how two models with many ancestors differ upstream, beside
 * two plain questions for the ancestors and the difference of sets at the client, which tells less;
 * and what was recorded between two revisions, beside reading the journal at the client.
 */
final class DiffBench {
  private static final int FACTS = 100_000;
  private static final int SLICE = 5_000;
  private static final int WARM_UP = 100;
  private static final int TIMES = 60;
  private static final int RANGE_TIMES = 5;
  private static final int BRANCHES = 100;
  private static final int PAGE = 1_000;
  private static final String DIFF =
      """
      query ($base: ID!, $head: ID!) {
        lineageDiff(base: $base, head: $head) {
          shared nearestCommonAncestors { artifact { id } }
          changes(first: 50) { totalCount nodes { kind depth summary } }
        }
      }
      """;
  private static final String ANCESTORS =
      "query ($id: ID!) { artifact(id: $id) { ancestors(first: 100000) { ids } } }";
  private static final String GROUPS =
      """
      query ($from: Revision!, $to: Revision!, $around: ID) {
        graphDiff(from: $from, to: $to, around: $around) { groups { key count } }
      }
      """;
  private static final String JOURNAL =
      """
      query ($after: Revision!, $first: Int!) {
        journal(after: $after, first: $first) { edges { node { revision facts { type } } } }
      }
      """;

  private final Gateway gateway;
  private final long seed;

  /** {@code seed} must not have been used on this store. */
  DiffBench(Gateway gateway, long seed) {
    this.gateway = gateway;
    this.seed = seed;
  }

  /** Of two models with so many ancestors each. */
  void run(int ancestors) throws IOException, InterruptedException {
    long from = head();
    importAll(twoModels(ancestors));
    long to = more(from);
    awaitState();
    upstream();
    between(from, to);
  }

  /** A half of what each descends from is shared; of the other each has versions of its own. */
  private List<String> twoModels(int ancestors) {
    int own = ancestors / 2 - BRANCHES;
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < ancestors - own - BRANCHES; i++) {
      lines.add(line("CORPUS", "raw-" + i, "1", List.of()));
    }
    for (String version : List.of("1", "2")) {
      for (int i = 0; i < own; i++) {
        lines.add(line("CORPUS", "clean-" + i, version, List.of(edge("DERIVED_FROM", raw(i)))));
      }
      for (int branch = 0; branch < BRANCHES; branch++) {
        List<String> edges = new ArrayList<>();
        for (int i = branch; i < own; i += BRANCHES) {
          edges.add(edge("DERIVED_FROM", id("clean-" + i, version)));
        }
        for (int i = branch; i < ancestors - own - BRANCHES; i += BRANCHES) {
          edges.add(edge("DERIVED_FROM", raw(i)));
        }
        lines.add(line("DATASET", "mix-" + branch, version, edges));
      }
      List<String> mixes = new ArrayList<>();
      for (int branch = 0; branch < BRANCHES; branch++) {
        mixes.add(edge("TRAINED_ON", id("mix-" + branch, version)));
      }
      lines.add(line("MODEL", "model", version, mixes));
    }
    return lines;
  }

  private String raw(int number) {
    return id("raw-" + number, "1");
  }

  private String id(String name, String version) {
    return Digest.of("diff bench " + seed + " " + name + " " + version).toString();
  }

  private static String edge(String type, String parent) {
    return "{\"type\":\"%s\",\"id\":\"%s\"}".formatted(type, parent);
  }

  private String line(String kind, String name, String version, List<String> parents) {
    return "{\"artifact\":{\"kind\":\"%s\",\"digest\":\"%s\",\"namespace\":\"diff-bench-%d\",\"name\":\"%s\",\"version\":\"%s\",\"parents\":[%s]}}"
        .formatted(kind, id(name, version), seed, name, version, String.join(",", parents));
  }

  /** Records as many more as are missing, two facts a line; the last revision. */
  private long more(long from) throws IOException, InterruptedException {
    long missing = FACTS - facts(from, head());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < (missing + 1) / 2; i++) {
      lines.add(line("CORPUS", "other-" + i, "1", List.of(edge("DERIVED_FROM", raw(0)))));
    }
    importAll(lines);
    return head();
  }

  private long facts(long from, long to) throws IOException, InterruptedException {
    return total(groups(from, to, null));
  }

  private static long total(JsonNode groups) {
    long total = 0;
    for (JsonNode group : groups) {
      total += group.get("count").asLong();
    }
    return total;
  }

  private void importAll(List<String> lines) throws IOException, InterruptedException {
    long refused = gateway.importLines(lines, SLICE);
    if (refused > 0) {
      throw new IllegalStateException(refused + " lines were refused");
    }
  }

  private long head() throws IOException, InterruptedException {
    return gateway.ask("{ head { revision } }", Map.of()).at("/head/revision").asLong();
  }

  private void awaitState() throws IOException, InterruptedException {
    while (gateway
            .ask("{ head { projections { lagRevisions } } }", Map.of())
            .at("/head/projections")
            .findValuesAsString("lagRevisions")
            .stream()
            .mapToLong(Long::parseLong)
            .max()
            .orElse(0)
        > 0) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private void upstream() throws IOException, InterruptedException {
    String base = id("model", "1");
    String head = id("model", "2");
    long[] diffs = new long[TIMES];
    long[] references = new long[TIMES];
    JsonNode diff = gateway.ask(DIFF, Map.of("base", base, "head", head));
    int apart = 0;
    for (int i = -WARM_UP; i < TIMES; i++) {
      long start = System.nanoTime();
      diff = gateway.ask(DIFF, Map.of("base", base, "head", head));
      long between = System.nanoTime();
      Set<String> ofBase = ancestors(base);
      Set<String> ofHead = ancestors(head);
      apart = difference(ofBase, ofHead);
      long end = System.nanoTime();
      if (i >= 0) {
        diffs[i] = between - start;
        references[i] = end - between;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "two models, %,d ancestors shared, %,d not: %,d changes%n",
        diff.at("/lineageDiff/shared").asLong(),
        apart,
        diff.at("/lineageDiff/changes/totalCount").asLong());
    print("lineageDiff", Percentiles.of(diffs));
    print("ancestors of both, difference at the client", Percentiles.of(references));
    ratio(Percentiles.of(references).millis(50) / Percentiles.of(diffs).millis(50));
  }

  private Set<String> ancestors(String id) throws IOException, InterruptedException {
    Set<String> ids = new HashSet<>();
    gateway
        .ask(ANCESTORS, Map.of("id", id))
        .at("/artifact/ancestors/ids")
        .forEach(it -> ids.add(it.asString()));
    return ids;
  }

  private static int difference(Set<String> one, Set<String> other) {
    Set<String> common = new HashSet<>(one);
    common.retainAll(other);
    return one.size() + other.size() - 2 * common.size();
  }

  private void between(long from, long to) throws IOException, InterruptedException {
    long[] diffs = new long[RANGE_TIMES];
    long[] closures = new long[RANGE_TIMES];
    long[] references = new long[RANGE_TIMES];
    long facts = 0;
    long counted = 0;
    for (int i = -1; i < RANGE_TIMES; i++) {
      long start = System.nanoTime();
      facts = facts(from, to);
      long first = System.nanoTime();
      groups(from, to, id("model", "2"));
      long second = System.nanoTime();
      counted = read(from, to);
      long end = System.nanoTime();
      if (i >= 0) {
        diffs[i] = first - start;
        closures[i] = second - first;
        references[i] = end - second;
      }
    }
    if (facts != counted) {
      throw new IllegalStateException(facts + " facts (expected: " + counted + ")");
    }
    System.out.printf(Locale.ROOT, "%,d facts in %,d changes, by type%n", facts, to - from);
    print("graphDiff", Percentiles.of(diffs));
    print("graphDiff around a model", Percentiles.of(closures));
    print("the journal, counted at the client", Percentiles.of(references));
    ratio(Percentiles.of(references).millis(50) / Percentiles.of(diffs).millis(50));
  }

  private JsonNode groups(long from, long to, @Nullable String around)
      throws IOException, InterruptedException {
    Map<String, Object> variables = new HashMap<>(Map.of("from", from, "to", to));
    if (around != null) {
      variables.put("around", around);
    }
    return gateway.ask(GROUPS, variables).at("/graphDiff/groups");
  }

  /** So many facts. */
  private long read(long from, long to) throws IOException, InterruptedException {
    long facts = 0;
    for (long at = from; at < to; at += PAGE) {
      long first = Math.min(PAGE, to - at);
      JsonNode changes =
          gateway.ask(JOURNAL, Map.of("after", at, "first", first)).at("/journal/edges");
      for (JsonNode change : changes) {
        facts += change.at("/node/facts").size();
      }
    }
    return facts;
  }

  private static void print(String what, Percentiles times) {
    System.out.printf("  %-45s %s%n", what, times);
  }

  private static void ratio(double times) {
    System.out.printf(Locale.ROOT, "  %.2f x the reference%n", times);
  }
}
