package dev.pedigree.graph.policy;

import dev.pedigree.graph.artifact.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for an artifact to be at a stage. Made by {@link PolicySource}, which has checked
 * it against the schema.
 *
 * @param version 1 or more; of one name the highest is in force
 * @param stages at which it applies
 * @param subject which artifacts it applies to; null: all
 * @param rules all of which must hold; at least one
 * @param source the text that it was made of
 */
public record Policy(
    String name,
    int version,
    Severity severity,
    String description,
    Set<Stage> stages,
    @Nullable Expression subject,
    List<Rule> rules,
    String source) {
  public Policy {
    stages = Collections.unmodifiableSet(EnumSet.copyOf(stages));
    rules = List.copyOf(rules);
  }

  /** What it asks of single artifacts. */
  List<ArtifactTest> tests() {
    List<ArtifactTest> tests = new ArrayList<>();
    if (subject != null) {
      tests.add(ArtifactTest.forbidding(subject));
      tests.add(ArtifactTest.requiring(subject));
    }
    for (Rule rule : rules) {
      ArtifactTest test = ArtifactTest.of(rule);
      if (test != null) {
        tests.add(test);
      }
    }
    return tests;
  }

  /** The rules whose violators cannot be told from who fails a test, and who descends from whom. */
  List<Rule> furtherRules() {
    return rules.stream().filter(Rule::looksFurther).toList();
  }

  /** Whether it has such rules. */
  boolean looksFurther() {
    return rules.stream().anyMatch(Rule::looksFurther);
  }

  /** Ages at which the outcome of such rules, or whether they are asked, may change. */
  List<Duration> ageLimitsFurther() {
    return Stream.concat(
            Stream.ofNullable(subject), furtherRules().stream().flatMap(Rule::expressions))
        .flatMap(expression -> expression.ageLimits().stream())
        .toList();
  }
}
