package dev.pedigree.graph.recording;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.lineage.Sight;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.topology.TopologyReader;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A change as it grows: what is added is applied to the topology at once. */
final class Draft {
  final Refusals refusals = new Refusals();
  final List<Fact> facts = new ArrayList<>();
  final List<Change.Warning> warnings = new ArrayList<>();
  final long revision;
  private final Topology topology;
  private final String by;

  /**
   * Of no facts yet.
   *
   * @param by who asks
   */
  Draft(Topology topology, long revision, String by) {
    this.topology = topology;
    this.revision = revision;
    this.by = by;
  }

  <T extends @Nullable Object> T read(Function<TopologyReader, T> question) {
    return topology.read(revision, question);
  }

  /** Likewise, on the graph as it stood at an earlier revision. */
  <T extends @Nullable Object> T readAt(long earlier, Function<TopologyReader, T> question) {
    return topology.read(earlier, question);
  }

  void add(Fact fact) {
    topology.apply(revision, by, fact);
    facts.add(fact);
  }

  void warn(WarningCode code, String message, String path) {
    warnings.add(new Change.Warning(code.name(), message, path));
  }

  /**
   * The artifact with the id that {@code text} spells, if it is recorded and {@code caller} may
   * know of it.
   */
  OptionalInt find(String text, String path, ErrorCode otherwise, Caller caller) {
    ArtifactId id = ArtifactId.parse(text).orElse(null);
    if (id == null) {
      refusals.add(ErrorCode.INVALID_DIGEST, ArtifactJudge.notADigest(path, text), path);
      return OptionalInt.empty();
    }
    OptionalInt found = read(graph -> graph.artifact(id));
    if (found.isEmpty() || !mayRead(found.getAsInt(), caller)) {
      refusals.add(otherwise, "no artifact " + id + " (expected: one that is recorded)", path);
      return OptionalInt.empty();
    }
    return found;
  }

  boolean mayRead(int artifact, Caller caller) {
    return read(graph -> new Sight(graph, caller.reads()).sees(artifact));
  }

  /** Only writers of a namespace that has a name for an artifact may add to it. */
  void requireWriter(int artifact, Caller caller, String path) {
    if (read(
        graph ->
            graph.names(artifact).stream().noneMatch(name -> caller.mayWrite(name.namespace())))) {
      refusals.add(
          ErrorCode.FORBIDDEN,
          caller.name() + " may not write to any namespace of this artifact",
          path);
    }
  }

  /** Likewise for its stage. */
  void requirePromoter(int artifact, Caller caller, String path) {
    if (read(
        graph ->
            graph.names(artifact).stream()
                .noneMatch(name -> caller.mayPromote(name.namespace())))) {
      refusals.add(
          ErrorCode.FORBIDDEN,
          caller.name() + " may not promote in any namespace of this artifact",
          path);
    }
  }

  /** What is retracted or quarantined stays at the stage that it has. */
  void requireUsable(int artifact, String path) {
    read(graph -> Refusal.ofUnusable(graph, artifact, path)).ifPresent(refusals::add);
  }

  /** What is decided, given all that was added, about a request to change one artifact. */
  Judgement judgement(ArtifactId about, Caller caller, Change.@Nullable Request stamp) {
    return judgement(List.of(about), List.of(), caller, stamp);
  }

  /** Likewise, about a request to change these. */
  Judgement judgement(
      List<ArtifactId> artifacts,
      List<EdgeId> edges,
      Caller caller,
      Change.@Nullable Request stamp) {
    if (!refusals.none()) {
      return new Judgement.Refused(refusals.list());
    }
    boolean changed = !facts.isEmpty();
    RecordAnswer.Recorded answer =
        new RecordAnswer.Recorded(
            changed ? revision : revision - 1, changed, artifacts, edges, List.of());
    return changed
        ? new Judgement.Accepted(new Change.Draft(caller.name(), stamp, facts, List.of()), answer)
        : new Judgement.Unchanged(answer);
  }
}
