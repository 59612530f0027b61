package dev.pedigree.gateway.affected;

import dev.pedigree.gateway.subscription.Event;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.Steps;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.service.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What descends from an artifact, and that itself, as a caller sees it.
 *
 * @param budget for one question, made anew for each
 */
record Downstream(ArtifactId by, GraphService graph, Caller caller, Supplier<Budget> budget) {
  /**
   * One for each artifact in it that {@code change} says something of, in the order of its facts.
   */
  List<Event> events(Change change) {
    List<Affected> affected = new ArrayList<>();
    AffectedEvent.in(change)
        .forEach(
            (artifact, what) ->
                linked(artifact, what, change.revision())
                    .ifPresent(linked -> affected.add(new Affected(artifact, what, linked))));
    List<Event> events = new ArrayList<>(affected.size());
    for (Affected it : affected) {
      int remaining = affected.size() - events.size() - 1;
      events.add(
          operation ->
              new AffectedArtifact(
                  it.artifact, by, it.linked, it.what, change, remaining, operation));
    }
    return events;
  }

  private record Affected(ArtifactId artifact, Set<AffectedEvent> what, long linked) {}

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
