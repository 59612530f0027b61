package dev.pedigree.graph.recording;

import static dev.pedigree.graph.recording.ErrorCode.INVALID_VALUE;
import static dev.pedigree.graph.recording.ErrorCode.NOT_FOUND;
import static dev.pedigree.graph.recording.ErrorCode.REVISION_NOT_REACHED;
import static dev.pedigree.graph.recording.ErrorCode.STALE;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.topology.TopologyReader;
import it.unimi.dsi.fastutil.ints.IntArrayFIFOQueue;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Judges one request to promote. One that the policies block is a change, too: the verdict. */
final class PromoteJudge {
  private static final String PATH = "input";

  private final PromoteRequest request;
  private final Caller caller;
  private final Draft draft;
  private final Gate gate;

  PromoteJudge(Topology topology, PromoteRequest request, Caller caller, long revision, Gate gate) {
    this.gate = gate;
    this.request = request;
    this.caller = caller;
    this.draft = new Draft(topology, revision, caller.name());
  }

  Judgement judge() {
    draft.refusals.check(Limits.REQUEST_ID, "requestId", request.requestId(), PATH);
    draft.refusals.check(Limits.REMARK, "reason", request.reason(), PATH);
    OptionalInt found = draft.find(request.artifact(), PATH + ".artifact", NOT_FOUND, caller);
    if (found.isPresent()) {
      draft.requirePromoter(found.getAsInt(), caller, PATH + ".artifact");
      draft.requireUsable(found.getAsInt(), PATH + ".artifact");
      checkUnchanged(found.getAsInt());
    }
    if (found.isEmpty() || !draft.refusals.none()) {
      return new Judgement.Refused(draft.refusals.list());
    }
    return move(found.getAsInt());
  }

  private Judgement move(int node) {
    ArtifactId id = draft.read(graph -> graph.artifactId(node));
    Stage stage = draft.read(graph -> graph.stage(node));
    if (stage.next().contains(request.stage())) {
      Fact.PromotionJudged verdict =
          stage.isLeftFor(request.stage())
              ? null
              : draft.read(graph -> gate.judge(graph, node, request.stage())).orElse(null);
      if (verdict == null || verdict.allowed()) {
        draft.add(new Fact.StageChanged(id, request.stage(), request.reason()));
      }
      if (verdict != null) {
        draft.add(verdict);
      }
    } else if (stage != request.stage()) {
      draft.refusals.add(
          INVALID_VALUE,
          "stage: %s (expected: one of %s, as the artifact is in %s)"
              .formatted(request.stage(), stage.next(), stage),
          PATH + ".stage");
    }
    return draft.judgement(id, caller, stamp());
  }

  private void checkUnchanged(int node) {
    Long expected = request.expectedRevision();
    if (expected == null) {
      return;
    }
    if (expected >= draft.revision) {
      draft.refusals.add(
          REVISION_NOT_REACHED,
          "expectedRevision: " + expected + " (expected: at most " + (draft.revision - 1) + ")",
          PATH + ".expectedRevision");
      return;
    }
    int newest = draft.readAt(expected, graph -> changedLast(graph, node));
    long touched = draft.read(graph -> graph.touchedAt(newest));
    if (touched > expected) {
      draft.refusals.add(
          STALE,
          "expectedRevision: %d (expected: %d or more, when %s changed)"
              .formatted(expected, touched, shown(newest)),
          PATH + ".expectedRevision");
    }
  }

  private String shown(int artifact) {
    return draft.mayRead(artifact, caller)
        ? draft.read(graph -> graph.artifactId(artifact)).toString()
        : "an ancestor";
  }

  /**
   * The artifact that changed last, of {@code start} and its ancestors at the revision of {@code
   * graph}. What became an ancestor later did so by an edge that changed one of these.
   */
  private static int changedLast(TopologyReader graph, int start) {
    IntSet seen = new IntOpenHashSet();
    IntArrayFIFOQueue open = new IntArrayFIFOQueue();
    seen.add(start);
    open.enqueue(start);
    int last = start;
    while (!open.isEmpty()) {
      int artifact = open.dequeueInt();
      if (graph.touchedAt(artifact) > graph.touchedAt(last)) {
        last = artifact;
      }
      graph.parents(
          artifact,
          (edge, type, parent) -> {
            if (seen.add(parent)) {
              open.enqueue(parent);
            }
          });
    }
    return last;
  }

  private Change.@Nullable Request stamp() {
    String id = request.requestId();
    return id == null ? null : new Change.Request(id, RequestFingerprint.of(request));
  }
}
