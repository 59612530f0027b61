package dev.pedigree.graph.service;

import dev.pedigree.graph.journal.Change;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on changes, all of which have to hold.
 *
 * @param by who asked for them; null: anyone
 * @param factTypes types of facts ({@code EdgeRecorded}) of which they have at least one; null: any
 * @param since when they were appended at the earliest; null: ever
 * @param until before which they were appended; null: by now
 */
public record ChangeFilter(
    @Nullable String by,
    @Nullable List<String> factTypes,
    @Nullable Instant since,
    @Nullable Instant until) {
  /** All changes. */
  public static final ChangeFilter ALL = new ChangeFilter(null, null, null, null);

  public ChangeFilter {
    factTypes = factTypes == null ? null : List.copyOf(factTypes);
  }

  /** Whether it asks for nothing. */
  public boolean matchesAll() {
    return equals(ALL);
  }

  /** Whether {@code change} satisfies it. */
  public boolean matches(Change change) {
    return (by == null || by.equals(change.by()))
        && (since == null || !change.at().isBefore(since))
        && !endsBefore(change)
        && (factTypes == null
            || change.facts().stream()
                .anyMatch(fact -> factTypes.contains(fact.getClass().getSimpleName())));
  }

  /** Whether neither {@code change} nor any behind it satisfies it. */
  boolean endsBefore(Change change) {
    return until != null && !change.at().isBefore(until);
  }
}
