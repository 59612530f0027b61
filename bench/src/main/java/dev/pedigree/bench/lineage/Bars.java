package dev.pedigree.bench.lineage;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a million artifacts may cost, and whether it was so. */
final class Bars {
  private static final int LARGE_RATIO = 2;
  private static final int FILTERED_RATIO = 4;
  private static final int HTTP_RATIO = 2;
  private static final double HTTP_EXTRA_MILLIS = 10;
  private static final int TIMES_FASTER = 50;
  private static final double SMALL_P50_MILLIS = 3;
  private static final double SMALL_P95_MILLIS = 10;
  private static final double NEGATIVE_P99_MILLIS = 0.02;
  private static final int FLOOR_RATIO = 3;
  private static final double RESTORE_SECONDS = 3;
  private static final double FACTS_PER_SECOND = 200_000;
  private static final double ARTIFACT_BYTES = 64;
  private static final double EDGE_BYTES = 24;

  private final Table table;

  Bars(Table table) {
    this.table = table;
  }

  void print(TopologyLoad load) {
    System.out.println("| bar, for a million artifacts | figure | bar | |");
    System.out.println("| --- | --- | --- | --- |");
    for (String[] large :
        List.of(
            new String[] {"descendants", "10pct"},
            new String[] {"descendants", "max"},
            new String[] {"ancestors", "max"})) {
      ratio(large[0], large[1], Ask.TOTAL, "engine", "limit", LARGE_RATIO);
      ratio(large[0], large[1], Ask.GROUPS, "engine", "limit", LARGE_RATIO);
    }
    for (String bucket : List.of("model-down", "any-down", "data-up")) {
      ratio("filtered", bucket, Ask.TOTAL, "engine", "limit", FILTERED_RATIO);
    }
    blastRadius("10pct");
    blastRadius("max");
    small();
    percentile("reach", "false", Ask.ANSWER, "engine", 99, NEGATIVE_P99_MILLIS);
    ratio("descendants", "10pct", Ask.PAGE, "HTTP", "floor", FLOOR_RATIO);
    ratio("descendants", "max", Ask.PAGE, "HTTP", "floor", FLOOR_RATIO);
    of(load);
  }

  private void small() {
    for (String[] small :
        List.of(
            new String[] {"descendants", "10"},
            new String[] {"descendants", "1k"},
            new String[] {"ancestors", "10"},
            new String[] {"ancestors", "100"},
            new String[] {"ancestors", "1k"})) {
      percentile(small[0], small[1], Ask.IDS, "HTTP", 50, SMALL_P50_MILLIS);
      percentile(small[0], small[1], Ask.IDS, "HTTP", 95, SMALL_P95_MILLIS);
    }
    for (String bucket : List.of("true", "false")) {
      percentile("reach", bucket, Ask.ANSWER, "HTTP", 50, SMALL_P50_MILLIS);
      percentile("reach", bucket, Ask.ANSWER, "HTTP", 95, SMALL_P95_MILLIS);
    }
  }

  private void of(TopologyLoad load) {
    atMost("snapshot restored, s", load.restoreSeconds(), RESTORE_SECONDS);
    atLeast("facts of the tail replayed, a second", load.tailFactsPerSecond(), FACTS_PER_SECOND);
    var memory = load.memory();
    double edges = (double) memory.edges() / memory.artifacts();
    atMost(
        "bytes an artifact with its %.1f edges".formatted(edges),
        (double) (memory.artifactBytes() + memory.edgeBytes()) / memory.artifacts(),
        ARTIFACT_BYTES + edges * EDGE_BYTES);
  }

  private void ratio(String group, String bucket, Ask ask, String one, String other, double most) {
    table
        .row(group, bucket, ask)
        .ifPresent(
            row ->
                both(row, one, other)
                    .ifPresent(
                        pair ->
                            atMost(
                                row.name() + ": " + one + " / " + other,
                                pair[0].over(pair[1]),
                                most)));
  }

  private void blastRadius(String bucket) {
    Optional<Row> found = table.row("descendants", bucket, Ask.GROUPS);
    if (found.isEmpty()) {
      return;
    }
    Row row = found.get();
    both(row, "HTTP", "engine")
        .ifPresent(
            pair ->
                atMost(
                    row.name() + ": HTTP p50, ms",
                    pair[0].millis(50),
                    HTTP_RATIO * pair[1].millis(50) + HTTP_EXTRA_MILLIS));
    both(row, "PostgreSQL", "HTTP")
        .ifPresent(
            pair ->
                atLeast(row.name() + ": PostgreSQL / HTTP", pair[0].over(pair[1]), TIMES_FASTER));
  }

  private Optional<Measured[]> both(Row row, String one, String other) {
    return table
        .measured(row, one)
        .flatMap(a -> table.measured(row, other).map(b -> new Measured[] {a, b}));
  }

  private void percentile(
      String group, String bucket, Ask ask, String contender, int percent, double mostMillis) {
    table
        .row(group, bucket, ask)
        .ifPresent(
            row ->
                table
                    .measured(row, contender)
                    .ifPresent(
                        it ->
                            atMost(
                                "%s: %s p%d, ms".formatted(row.name(), contender, percent),
                                it.millis(percent),
                                mostMillis)));
  }

  private static void atMost(String what, double figure, double bar) {
    print(what, figure, "at most " + Table.digits(bar), figure <= bar);
  }

  private static void atLeast(String what, double figure, double bar) {
    print(what, figure, "at least " + Table.digits(bar), figure >= bar);
  }

  private static void print(String what, double figure, String bar, boolean met) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %s |%n",
        what,
        Table.digits(figure),
        bar,
        met ? "met" : "**missed**");
  }
}
