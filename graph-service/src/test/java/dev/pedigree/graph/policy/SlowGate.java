package dev.pedigree.graph.policy;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.JsonObject;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Fact;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The policies of {@link RaceWorld} as one would check them by hand: facts in maps, walks that look
 * at every edge for every step, and each version of each policy written out. Reads no policy and
 * knows of no topology. Slow.
 */
final class SlowGate {
  private static final int ANY_DEPTH = Integer.MAX_VALUE;
  private static final Set<String> WEIGHTS = Set.of("FINE_TUNED_FROM", "MERGED_FROM");
  private static final Set<String> LICENCES = Set.of("mit", "apache-2.0");

  private final Map<ArtifactId, String> kinds = new LinkedHashMap<>();
  private final Map<ArtifactId, Stage> stages = new HashMap<>();
  private final Map<ArtifactId, String> licences = new HashMap<>();
  private final Set<ArtifactId> quarantined = new HashSet<>();
  private final Set<ArtifactId> retracted = new HashSet<>();
  private final Map<Check, CheckOutcome> checks = new HashMap<>();
  private final Set<Edge> edges = new LinkedHashSet<>();

  /** Versions in force. */
  private final Map<String, Integer> policies = new HashMap<>();

  private final Map<Waived, Instant> waivers = new HashMap<>();

  private record Check(ArtifactId artifact, String name, int version) {}

  private record Edge(String type, ArtifactId child, ArtifactId parent) {}

  private record Waived(String policy, ArtifactId artifact) {}

  /** That an artifact does not meet a policy. */
  record Offence(String policy, int version, ArtifactId offender, boolean waived) {
    boolean blocks() {
      return !waived
          && !(policy.equals("contaminated") && version == 1)
          && !(policy.equals("evaluated") && version == 3);
    }
  }

  void apply(Fact fact) {
    switch (fact) {
      case Fact.ArtifactRecorded f -> {
        kinds.put(f.artifact(), f.kind());
        license(f.artifact(), f.attributes());
      }
      case Fact.ArtifactAmended f -> license(f.artifact(), f.attributes());
      case Fact.ArtifactRetracted f -> retracted.add(f.artifact());
      case Fact.ArtifactQuarantined f -> quarantined.add(f.artifact());
      case Fact.ArtifactReleased f -> quarantined.remove(f.artifact());
      case Fact.StageChanged f -> stages.put(f.artifact(), f.stage());
      case Fact.CheckRecorded f ->
          checks.put(new Check(f.artifact(), f.name(), f.version()), f.outcome());
      case Fact.CheckRevoked f -> checks.remove(new Check(f.artifact(), f.name(), f.version()));
      case Fact.EdgeRecorded f -> edges.add(new Edge(f.type(), f.child(), f.parent()));
      case Fact.EdgeRetracted f -> edges.remove(new Edge(f.type(), f.child(), f.parent()));
      case Fact.PolicyPublished f -> policies.put(f.policy(), f.version());
      case Fact.PolicyRetired f -> policies.remove(f.policy());
      case Fact.PolicyWaived f -> waivers.put(new Waived(f.policy(), f.artifact()), f.until());
      case Fact.PromotionJudged _, Fact.SchemaPublished _, Fact.DocumentImported _ -> {}
      case Fact.ArtifactExtended _, Fact.ErasurePerformed _ ->
          throw new IllegalArgumentException(fact + " (expected: nothing of the sort in a race)");
    }
  }

  private void license(ArtifactId artifact, String attributes) {
    Map<String, @Nullable Object> given = JsonObject.parse(attributes);
    if (given.containsKey("license")) {
      licences.put(artifact, String.valueOf(given.get("license")));
    }
  }

  Set<ArtifactId> artifacts() {
    return kinds.keySet();
  }

  Stage stage(ArtifactId artifact) {
    return stages.getOrDefault(artifact, Stage.DRAFT);
  }

  /** Those at a stage. */
  Set<ArtifactId> at(Stage stage) {
    return kinds.keySet().stream()
        .filter(artifact -> stage(artifact) == stage)
        .collect(Collectors.toSet());
  }

  /** Whether a promotion there has to be judged. */
  boolean guards(Stage stage) {
    return policies.keySet().stream().anyMatch(policy -> asksAt(policy, stage));
  }

  private boolean asksAt(String policy, Stage stage) {
    return switch (policy + " " + policies.get(policy)) {
      case "pii-filter 2",
          "pii-filter 3",
          "contaminated 3",
          "quarantined-ancestor 1",
          "quarantined-ancestor 2",
          "quarantined-ancestor 3" ->
          stage == Stage.STAGING || stage == Stage.PRODUCTION;
      default -> stage == Stage.PRODUCTION;
    };
  }

  /** All that stands against {@code subject} at {@code stage}. */
  Set<Offence> offences(ArtifactId subject, Stage stage, Instant now) {
    Set<Offence> found = new HashSet<>();
    policies.forEach(
        (policy, version) -> {
          if (asksAt(policy, stage)) {
            for (ArtifactId offender : offenders(policy, version, subject)) {
              boolean waived = waived(policy, subject, now) || waived(policy, offender, now);
              found.add(new Offence(policy, version, offender, waived));
            }
          }
        });
    return found;
  }

  private boolean waived(String policy, ArtifactId artifact, Instant now) {
    Instant until = waivers.get(new Waived(policy, artifact));
    return until != null && now.isBefore(until);
  }

  private Set<ArtifactId> offenders(String policy, int version, ArtifactId subject) {
    if (policy.equals("quarantined-ancestor")) {
      return quarantined(version, subject);
    }
    if (!is("MODEL", subject)) {
      return Set.of();
    }
    return switch (policy) {
      case "pii-filter" -> unfiltered(version == 2 ? 2 : 3, subject);
      case "evaluated" -> unevaluated(version, subject);
      case "contaminated" -> isContaminated(subject) ? Set.of(subject) : Set.of();
      case "licence" -> unlicensed(version, subject);
      default -> throw new IllegalArgumentException(policy + " (expected: one of the race)");
    };
  }

  private Set<ArtifactId> quarantined(int version, ArtifactId subject) {
    Set<ArtifactId> found =
        switch (version) {
          case 1 -> ancestors(subject);
          case 2 -> ancestors(subject, null, 2);
          default ->
              ancestors(
                  subject, Set.of("TRAINED_ON", "DERIVED_FROM", "FINE_TUNED_FROM"), ANY_DEPTH);
        };
    found.retainAll(quarantined);
    return found;
  }

  private Set<ArtifactId> unfiltered(int minVersion, ArtifactId subject) {
    Set<ArtifactId> found = ancestors(subject);
    found.removeIf(
        artifact -> !is("CORPUS", artifact) || passed(artifact, "pii-filter", minVersion));
    return found;
  }

  /** The check of the highest version decides. */
  private boolean passed(ArtifactId artifact, String name, int minVersion) {
    int latest = 0;
    for (Check check : checks.keySet()) {
      if (check.artifact().equals(artifact) && check.name().equals(name)) {
        latest = Math.max(latest, check.version());
      }
    }
    return latest >= minVersion
        && checks.get(new Check(artifact, name, latest)) == CheckOutcome.PASSED;
  }

  private Set<ArtifactId> unevaluated(int version, ArtifactId subject) {
    Set<ArtifactId> found =
        version == 2
            ? ancestors(subject, Set.of("FINE_TUNED_FROM"), 1)
            : new HashSet<>(Set.of(subject));
    found.removeIf(artifact -> !is("MODEL", artifact) || hasPassingRun(artifact));
    return found;
  }

  private boolean hasPassingRun(ArtifactId artifact) {
    return edges.stream()
        .filter(this::stands)
        .filter(edge -> edge.type().equals("EVALUATES") && edge.parent().equals(artifact))
        .anyMatch(edge -> is("EVAL_RUN", edge.child()) && passed(edge.child(), "gate", 1));
  }

  /** Whether a run that judged it rests on data that it was made of. */
  private boolean isContaminated(ArtifactId subject) {
    Set<ArtifactId> upstream = ancestors(subject);
    for (Edge down : edges) {
      if (stands(down) && down.parent().equals(subject) && is("EVAL_RUN", down.child())) {
        for (Edge up : edges) {
          if (stands(up)
              && up.child().equals(down.child())
              && up.type().equals("EVALUATED_AGAINST")
              && is("DATASET", up.parent())
              && upstream.contains(up.parent())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private Set<ArtifactId> unlicensed(int version, ArtifactId subject) {
    Set<ArtifactId> found = ancestors(subject, WEIGHTS, version == 2 ? 2 : 1);
    found.removeIf(
        artifact -> {
          String licence = licences.getOrDefault(artifact, "null");
          return version == 3
              ? !licence.equals("proprietary") && !licence.equals("null")
              : LICENCES.contains(licence);
        });
    return found;
  }

  /** What {@code start} descends from. */
  Set<ArtifactId> ancestors(ArtifactId start) {
    return ancestors(start, null, ANY_DEPTH);
  }

  private Set<ArtifactId> ancestors(ArtifactId start, @Nullable Set<String> types, int maxDepth) {
    Set<ArtifactId> found = new HashSet<>();
    Set<ArtifactId> level = Set.of(start);
    for (int depth = 0; depth < maxDepth && !level.isEmpty(); depth++) {
      Set<ArtifactId> next = new HashSet<>();
      for (Edge edge : edges) {
        if (level.contains(edge.child())
            && stands(edge)
            && (types == null || types.contains(edge.type()))) {
          next.add(edge.parent());
        }
      }
      next.removeAll(found);
      found.addAll(next);
      level = next;
    }
    return found;
  }

  private boolean stands(Edge edge) {
    return !retracted.contains(edge.child()) && !retracted.contains(edge.parent());
  }

  private boolean is(String kind, ArtifactId artifact) {
    return Objects.equals(kinds.get(artifact), kind);
  }
}
