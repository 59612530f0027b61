package dev.pedigree.bench.lineage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes rows out of questions, with an answer to expect for everything that is asked for. */
final class Rows {
  private final FlatReference reference;
  private final Dataset data;

  Rows(FlatReference reference, Dataset data) {
    this.reference = reference;
    this.data = data;
  }

  /** Whose answers are known. */
  List<Row> of(List<Asked> asked) {
    return of(asked, List.of(Ask.TOTAL, Ask.GROUPS, Ask.IDS, Ask.PAGE));
  }

  private List<Row> of(List<Asked> asked, List<Ask> ofWalks) {
    Map<String, List<Asked>> buckets = new LinkedHashMap<>();
    for (Asked each : asked) {
      String bucket = each.question().group() + " " + each.question().bucket();
      buckets.computeIfAbsent(bucket, _ -> new ArrayList<>()).add(each);
    }
    List<Row> rows = new ArrayList<>();
    for (List<Asked> bucket : buckets.values()) {
      boolean walks = bucket.getFirst().question().op().isWalk();
      for (Ask ask : walks ? ofWalks : List.of(Ask.ANSWER)) {
        add(rows, bucket, ask);
      }
    }
    return rows;
  }

  /** Of a graph that is not the one the answers are known of: the reference gives them. */
  List<Row> anew(List<Asked> asked, FlatGraph graph) {
    return of(
        asked.stream()
            .map(Asked::question)
            .filter(it -> Math.max(it.start(), it.target()) < graph.artifacts())
            .map(it -> new Asked(it, reference.answer(it, it.op().isWalk() ? Ask.IDS : Ask.ANSWER)))
            .toList(),
        List.of(Ask.GROUPS, Ask.IDS, Ask.PAGE));
  }

  private void add(List<Row> rows, List<Asked> bucket, Ask ask) {
    List<Row.Case> cases = new ArrayList<>();
    for (Asked each : bucket) {
      boolean fits = each.whole().count() <= Ask.PAGE_IDS;
      if (ask == Ask.IDS ? fits : ask != Ask.PAGE || !fits) {
        cases.add(new Row.Case(each.question(), expected(each, ask)));
      }
    }
    if (!cases.isEmpty()) {
      // Whoever gets no further than some of them has not met the easiest ones only.
      Collections.shuffle(cases, new Random(1));
      Question first = bucket.getFirst().question();
      rows.add(new Row(first.group(), first.bucket(), ask, cases));
    }
  }

  private Answer expected(Asked asked, Ask ask) {
    return switch (ask) {
      case TOTAL -> Answer.ofCount(asked.whole().count());
      case IDS, ANSWER -> asked.whole();
      case GROUPS ->
          new Answer(
              asked.whole().count(), reference.answer(asked.question(), Ask.GROUPS).checksum());
      case PAGE -> page(asked.question());
    };
  }

  private Answer page(Question question) {
    int[] page = reference.page(question);
    long checksum = 0;
    for (int artifact : page) {
      checksum += data.checksum(artifact);
    }
    return new Answer(page.length, checksum);
  }
}
