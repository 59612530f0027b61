package dev.pedigree.bench.lineage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came out of a race, row by row, as Markdown. */
final class Table {
  private final List<String> contenders;
  private final Map<Row, Map<String, Measured>> rows = new LinkedHashMap<>();

  private Table(List<String> contenders) {
    this.contenders = contenders;
  }

  static Table of(Race race, List<Row> rows) {
    race.warmUp(rows);
    Table table = new Table(race.contenders().stream().map(Contender::name).toList());
    for (Row row : rows) {
      System.err.println("  " + row.name());
      table.rows.put(row, race.run(row));
    }
    return table;
  }

  boolean allRight() {
    return rows.values().stream()
        .flatMap(row -> row.values().stream())
        .allMatch(measured -> measured.wrong() == 0);
  }

  /** The row, if there were such questions. */
  Optional<Row> row(String group, String bucket, Ask ask) {
    return rows.keySet().stream()
        .filter(row -> row.group().equals(group) && row.bucket().equals(bucket))
        .filter(row -> row.ask() == ask)
        .findFirst();
  }

  /** Empty if the contender was not asked. */
  Optional<Measured> measured(Row row, String contender) {
    return Optional.ofNullable(rows.get(row)).map(all -> all.get(contender));
  }

  /** Times in milliseconds: p50, p95, p99. */
  void print() {
    List<String> head = new ArrayList<>(List.of("questions", "n", "answer"));
    head.addAll(contenders);
    for (String[] ratio : ratios()) {
      head.add(ratio[0] + " / " + ratio[1]);
    }
    head.add("engine, ns an artifact");
    line(head);
    line(head.stream().map(_ -> "---").toList());
    rows.forEach(this::print);
  }

  private void print(Row row, Map<String, Measured> measured) {
    List<String> cells = new ArrayList<>();
    cells.add(row.name());
    cells.add(Integer.toString(row.cases().size()));
    cells.add(Long.toString(row.medianCount()));
    for (String contender : contenders) {
      cells.add(times(measured.get(contender)));
    }
    for (String[] ratio : ratios()) {
      cells.add(ratio(measured.get(ratio[0]), measured.get(ratio[1])));
    }
    cells.add(perArtifact(row, measured.get("engine")));
    line(cells);
  }

  /** Each contender over the one before it, and ids over the floor. */
  private List<String[]> ratios() {
    return List.of(
            new String[] {"engine", "limit"},
            new String[] {"HTTP", "engine"},
            new String[] {"PostgreSQL", "HTTP"},
            new String[] {"HTTP", "floor"})
        .stream()
        .filter(ratio -> contenders.contains(ratio[0]) && contenders.contains(ratio[1]))
        .toList();
  }

  private static String ratio(@Nullable Measured one, @Nullable Measured other) {
    return one == null || other == null ? "" : digits(one.over(other));
  }

  private static String perArtifact(Row row, @Nullable Measured measured) {
    boolean walk = row.cases().getFirst().question().op().isWalk();
    return measured == null || !walk || row.medianCount() == 0
        ? ""
        : digits(measured.millis(50) * 1e6 / row.medianCount());
  }

  private static String times(@Nullable Measured measured) {
    if (measured == null) {
      return "";
    }
    String times =
        digits(measured.millis(50))
            + " / "
            + digits(measured.millis(95))
            + " / "
            + digits(measured.millis(99));
    if (measured.answered() < measured.asked()) {
      times += " (" + measured.answered() + "/" + measured.asked() + ")";
    }
    return measured.wrong() == 0 ? times : times + " " + measured.wrong() + " WRONG";
  }

  /** Three that count; nothing where there is no number. */
  static String digits(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : value >= 0.1 ? 3 : 4;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static void line(List<String> cells) {
    System.out.println("| " + String.join(" | ", cells) + " |");
  }
}
