package dev.pedigree.graph.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.PolicyViolation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/** One of the ready policies, alone in force over a graph of its own. */
final class ReadyPolicy {
  /** What ages are measured by. */
  static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private static final Path FOLDER = Path.of("../policies");

  private final Ledger ledger = new Ledger(Clock.fixed(NOW, ZoneOffset.UTC));

  ReadyPolicy(String name) {
    RecordAnswer answer = ledger.change(new PolicyRequest.Publish(null, source(name)));
    assertThat(answer).isInstanceOf(RecordAnswer.Recorded.class);
  }

  private static String source(String name) {
    try {
      return Files.readString(FOLDER.resolve(name + ".yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void record(Given... artifacts) {
    ledger.record(artifacts);
  }

  /** Joins what is recorded: {@code m TRAINED_ON d, d DERIVED_FROM raw}. */
  void join(String edges) {
    for (String edge : parts(edges)) {
      String[] words = edge.split(" ", -1);
      ledger.record(Given.edge(words[1], words[0], words[2], null));
    }
  }

  void append(Fact fact) {
    ledger.append(fact);
  }

  /** Marks one after the other: {@code PASSED 3}, {@code FAILED 4} or {@code REVOKED 3}. */
  void check(String content, String check, String marks) {
    for (String mark : parts(marks)) {
      String[] words = mark.split(" ", -1);
      int version = Integer.parseInt(words[1]);
      if (words[0].equals("REVOKED")) {
        ledger.append(new Fact.CheckRevoked(Given.id(content), check, version, null));
      } else {
        ledger.record(Given.check(content, check, version, CheckOutcome.valueOf(words[0])));
      }
    }
  }

  private static List<String> parts(String list) {
    return list.isBlank() ? List.of() : List.of(list.split(", ", -1));
  }

  /** What a promotion to production is answered. */
  Fact.PromotionJudged verdict(String content) {
    return verdict(content, Stage.PRODUCTION);
  }

  /** What a promotion to {@code stage} from the one below is answered. */
  Fact.PromotionJudged verdict(String content, Stage stage) {
    Stage below = stage == Stage.PRODUCTION ? Stage.STAGING : Stage.DRAFT;
    ledger.append(new Fact.StageChanged(Given.id(content), below, null));
    RecordAnswer answer = ledger.promote(Given.promote(content, stage));
    assertThat(answer).isInstanceOf(RecordAnswer.Recorded.class);
    return (Fact.PromotionJudged) ledger.newest().getLast();
  }

  /** The names of the artifacts that keep another out of production, nearest first. */
  List<String> offenders(String content) {
    return offenders(verdict(content));
  }

  List<String> offenders(Fact.PromotionJudged verdict) {
    return verdict.violations().stream()
        .map(violation -> ledger.name(Objects.requireNonNull(violation.offender())))
        .toList();
  }

  /** What is said against it. */
  List<String> messages(String content) {
    return verdict(content).violations().stream().map(PolicyViolation::message).toList();
  }
}
