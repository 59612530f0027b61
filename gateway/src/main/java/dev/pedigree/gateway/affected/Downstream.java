package dev.pedigree.gateway.affected;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.Steps;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.service.Snapshot;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What descends from an artifact, and that itself, as a caller sees it.
 *
 * @param budget for one question, made anew for each
 */
public record Downstream(
    ArtifactId by,
    GraphService graph,
    Caller caller,
    NewViolations violations,
    Supplier<Budget> budget) {
  /**
   * The artifacts in it that {@code change} says something of, in the order of its facts; behind
   * them those that violate a policy because of it.
   *
   * @throws dev.pedigree.graph.lineage.BudgetExceededException if there is no time to find out
   */
  public List<Affected> affected(Change change) {
    Map<ArtifactId, Set<AffectedEvent>> events = AffectedEvent.in(change);
    for (ArtifactId violator : violations.of(change)) {
      events
          .computeIfAbsent(violator, _ -> EnumSet.noneOf(AffectedEvent.class))
          .add(AffectedEvent.VIOLATES);
    }
    List<Affected> affected = new ArrayList<>();
    events.forEach(
        (artifact, what) ->
            linked(artifact, what, change.revision())
                .ifPresent(linked -> affected.add(new Affected(artifact, what, linked))));
    return affected;
  }

  /** Edges on a shortest way from an artifact in it up to the one that it descends from. */
  public int depth(Affected affected) {
    return affected.artifact().equals(by)
        ? 0
        : graph
            .snapshot(caller, affected.linked())
            .way(affected.artifact(), by, Steps.ALL, budget.get())
            .orElseThrow()
            .lengthEdges();
  }

  /** The revision, of the change or of the one before, at which {@code artifact} is in it. */
  private OptionalLong linked(ArtifactId artifact, Set<AffectedEvent> what, long revision) {
    if (contains(artifact, graph.snapshot(caller, revision))) {
      return OptionalLong.of(revision);
    }
    boolean wasIn =
        what.stream().anyMatch(AffectedEvent::cuts)
            && contains(artifact, graph.snapshot(caller, revision - 1));
    return wasIn ? OptionalLong.of(revision - 1) : OptionalLong.empty();
  }

  private boolean contains(ArtifactId artifact, Snapshot snapshot) {
    return snapshot.contains(artifact)
        && snapshot.contains(by)
        && (artifact.equals(by) || snapshot.descends(artifact, by, Steps.ALL, budget.get()));
  }
}
