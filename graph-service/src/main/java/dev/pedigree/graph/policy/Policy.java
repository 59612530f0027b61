package dev.pedigree.graph.policy;

import dev.pedigree.graph.artifact.Stage;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
}
