package dev.pedigree.bench.lineage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * Asks all contenders the same questions, one at a time. A first pass of a row warms up; then they
 * take turns at further passes, and a question's time is the median of these. Who has used up his
 * time stops.
 */
final class Race {
  private static final int PASSES = 3;
  private static final long WARM_UP_NANOS = 400_000_000;
  private static final long ALL_WARM_UP_NANOS = 30_000_000_000L;
  private static final int SHOWN_FAULTS = 3;

  private final List<Contender> contenders;
  private final long budgetNanos;
  private int shownFaults;

  /**
   * A race.
   *
   * @param budgetSeconds of one contender for one row
   */
  Race(List<Contender> contenders, int budgetSeconds) {
    this.contenders = List.copyOf(contenders);
    this.budgetNanos = budgetSeconds * 1_000_000_000L;
  }

  List<Contender> contenders() {
    return contenders;
  }

  /**
   * Asks everybody everything before it counts, half a minute each at most: the first rows are not
   * to be those of processes that have just started.
   */
  void warmUp(List<Row> rows) {
    for (Contender contender : contenders) {
      long left = ALL_WARM_UP_NANOS;
      for (Row row : rows) {
        if (left > 0 && contender.answers(row.ask())) {
          left -= new Lap(contender, row, left).warmUp();
        }
      }
    }
  }

  /** By the names of the contenders that were asked. */
  Map<String, Measured> run(Row row) {
    Map<String, Lap> laps = new LinkedHashMap<>();
    for (Contender contender : contenders) {
      if (contender.answers(row.ask())) {
        laps.put(contender.name(), new Lap(contender, row, budgetNanos));
      }
    }
    laps.values().forEach(Lap::warmUp);
    for (int pass = 0; pass < PASSES; pass++) {
      laps.values().forEach(Lap::pass);
    }
    Map<String, Measured> measured = new LinkedHashMap<>();
    laps.forEach((name, lap) -> measured.put(name, lap.measured()));
    return measured;
  }

  /** One contender with one row. */
  private final class Lap {
    private final Contender contender;
    private final Row row;
    private final List<List<Long>> times = new ArrayList<>();
    private final BitSet wrong = new BitSet();
    private long leftNanos;

    Lap(Contender contender, Row row, long budgetNanos) {
      this.contender = contender;
      this.row = row;
      this.leftNanos = budgetNanos;
      row.cases().forEach(_ -> times.add(new ArrayList<>()));
    }

    /** Counts only where there is no time for another pass; what it took in nanoseconds. */
    long warmUp() {
      long used = 0;
      do {
        used += pass();
      } while (used < WARM_UP_NANOS && leftNanos > 0 && wrong.isEmpty());
      if (leftNanos > 0) {
        times.forEach(List::clear);
      }
      return used;
    }

    /** What it took in nanoseconds, the checks left out. */
    long pass() {
      long used = 0;
      for (int i = 0; i < times.size() && leftNanos > 0; i++) {
        long start = System.nanoTime();
        try {
          Contender.Reply reply = contender.ask(row.cases().get(i).question(), row.ask());
          long nanos = System.nanoTime() - start;
          times.get(i).add(nanos);
          used += nanos;
          leftNanos -= nanos;
          compare(i, reply.read());
        } catch (TimeoutException e) {
          leftNanos = 0;
        } catch (Exception e) {
          leftNanos -= System.nanoTime() - start;
          fault(i, e.toString());
        }
      }
      return used;
    }

    private void compare(int at, Answer answer) {
      if (!answer.equals(row.cases().get(at).expected())) {
        fault(at, answer.toString());
      }
    }

    private void fault(int at, String what) {
      Row.Case asked = row.cases().get(at);
      if (!wrong.get(at) && shownFaults++ < SHOWN_FAULTS) {
        System.err.printf(
            "wrong: %s: %s (expected: %s) for %s%n",
            contender.name(), what, asked.expected(), asked.question());
      }
      wrong.set(at);
    }

    Measured measured() {
      long[] medians =
          times.stream()
              .filter(each -> !each.isEmpty())
              .mapToLong(
                  each -> each.stream().sorted().skip(each.size() / 2).findFirst().orElseThrow())
              .toArray();
      return new Measured(medians, times.size(), wrong.cardinality());
    }
  }
}
