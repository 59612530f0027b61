package dev.pedigree.bench.lineage;

import java.util.List;

/** Questions of one sort, asked for one thing. */
record Row(String group, String bucket, Ask ask, List<Case> cases) {
  Row {
    cases = List.copyOf(cases);
  }

  /** A question and what the answer has to be. */
  record Case(Question question, Answer expected) {}

  String name() {
    return ask == Ask.ANSWER ? group + " " + bucket : group + " " + bucket + ", " + ask.words();
  }

  /** How large the answer in the middle is. */
  long medianCount() {
    return cases.stream()
        .mapToLong(it -> it.expected.count())
        .sorted()
        .skip(cases.size() / 2)
        .findFirst()
        .orElse(0);
  }
}
