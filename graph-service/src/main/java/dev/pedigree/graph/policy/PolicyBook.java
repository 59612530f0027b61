package dev.pedigree.graph.policy;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The policies as they stand at one revision, and what is waived. Immutable.
 *
 * @param policies by name, in the order of their first publication; retired ones too
 */
public record PolicyBook(Map<String, Entry> policies, List<Waiver> waivers) {
  /** Nothing was published yet. */
  public static final PolicyBook EMPTY = new PolicyBook(Map.of(), List.of());

  public PolicyBook {
    policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
    waivers = List.copyOf(waivers);
  }

  /**
   * A policy in its newest version.
   *
   * @param revision of the change that published this version
   * @param retired why it is not in force any more; null: it is
   */
  public record Entry(Policy policy, long revision, String publishedBy, @Nullable String retired) {
    /** Whether it is in force. */
    public boolean active() {
      return retired == null;
    }
  }

  /** With one version more. */
  public PolicyBook with(Entry entry) {
    Map<String, Entry> more = new LinkedHashMap<>(policies);
    more.put(entry.policy().name(), entry);
    return new PolicyBook(more, waivers);
  }

  /** With one policy less in force; it must be there. */
  public PolicyBook retired(String name, String reason) {
    Entry entry = policies.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("name: " + name + " (expected: that of a policy)");
    }
    return with(new Entry(entry.policy(), entry.revision(), entry.publishedBy(), reason));
  }

  /** With one waiver more; of two of one policy and artifact the newest counts. */
  public PolicyBook with(Waiver waiver) {
    List<Waiver> more = new ArrayList<>(waivers);
    more.removeIf(
        it -> it.policy().equals(waiver.policy()) && it.artifact().equals(waiver.artifact()));
    more.add(waiver);
    return new PolicyBook(policies, more);
  }

  /** With those waivers alone. */
  public PolicyBook waiving(Predicate<Waiver> which) {
    return new PolicyBook(policies, waivers.stream().filter(which).toList());
  }

  /** Why {@code policy} cannot be published; empty: it can, or is already. */
  public Optional<String> conflict(Policy policy) {
    Entry known = policies.get(policy.name());
    if (known == null || known.policy().version() < policy.version()) {
      return Optional.empty();
    }
    if (known.policy().version() > policy.version()) {
      return Optional.of(
          "version %d of %s (expected: %d or more, as that is published)"
              .formatted(policy.version(), policy.name(), known.policy().version()));
    }
    return known.policy().source().equals(policy.source())
        ? Optional.empty()
        : Optional.of(
            "version %d of %s says something else (expected: a higher version)"
                .formatted(policy.version(), policy.name()));
  }

  /** Whether any policy in force applies to {@code stage}. */
  public boolean guards(Stage stage) {
    return inForce().stream().anyMatch(policy -> policy.stages().contains(stage));
  }

  /**
   * Whether artifacts that were recorded before {@code change} may be judged otherwise after it,
   * apart from what time does. Yes, where that cannot be ruled out cheaply.
   */
  public boolean mayJudgeOtherwiseAfter(Change change) {
    List<Policy> inForce = inForce();
    if (change.facts().stream().anyMatch(Fact.AboutPolicy.class::isInstance)) {
      return !inForce.isEmpty();
    }
    Map<ArtifactId, String> recorded = new HashMap<>();
    for (Fact fact : change.facts()) {
      if (fact instanceof Fact.ArtifactRecorded news) {
        recorded.put(news.artifact(), news.kind());
      }
    }
    boolean isEvidence =
        inForce.stream()
            .flatMap(policy -> policy.rules().stream())
            .anyMatch(rule -> rule.takesForEvidence(recorded.values()));
    return !inForce.isEmpty()
        && (isEvidence
            || Touch.of(change).stream().anyMatch(it -> !recorded.containsKey(it.artifact())));
  }

  /** Those in force. */
  List<Policy> inForce() {
    return policies.values().stream().filter(Entry::active).map(Entry::policy).toList();
  }

  /** What is waived of a policy and has not ended at {@code now}. */
  public List<Waiver> waivers(String policy, Instant now) {
    return waivers.stream()
        .filter(it -> it.policy().equals(policy) && it.until().isAfter(now))
        .toList();
  }
}
