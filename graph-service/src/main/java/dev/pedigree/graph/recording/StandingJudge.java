package dev.pedigree.graph.recording;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.TypeSystem;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Judges one request to quarantine, to release or to retract. */
final class StandingJudge {
  private static final String PATH = "input";
  private static final String ARTIFACT = PATH + ".artifact";
  private static final String EDGE = PATH + ".edge";

  private final TypeSystem types;
  private final StandingRequest request;
  private final Caller caller;
  private final Draft draft;

  StandingJudge(
      TypeSystem types, Topology topology, StandingRequest request, Caller caller, long revision) {
    this.types = types;
    this.request = request;
    this.caller = caller;
    this.draft = new Draft(topology, revision, caller.name());
  }

  Judgement judge() {
    draft.refusals.check(Limits.REQUEST_ID, "requestId", request.requestId(), PATH);
    draft.refusals.check(Limits.REMARK, "reason", request.reason(), PATH);
    if (request.reason().isBlank()) {
      draft.refusals.add(
          ErrorCode.INVALID_VALUE,
          "reason: blank (expected: at least one character)",
          PATH + ".reason");
    }
    return switch (request) {
      case StandingRequest.Quarantine it ->
          changed(
              it.artifact(),
              (graph, node) -> graph.quarantined(node),
              id -> new Fact.ArtifactQuarantined(id, it.reason()));
      case StandingRequest.Release it ->
          changed(
              it.artifact(),
              (graph, node) -> !graph.quarantined(node),
              id -> new Fact.ArtifactReleased(id, it.reason()));
      case StandingRequest.RetractArtifact it ->
          changed(
              it.artifact(),
              TopologyReader::retracted,
              id -> new Fact.ArtifactRetracted(id, it.reason()));
      case StandingRequest.RetractEdge it -> retracted(it);
    };
  }

  private interface Test {
    boolean holds(TopologyReader graph, int artifact);
  }

  /** Adds the fact unless it would say nothing new. */
  private Judgement changed(String artifact, Test isSo, Function<ArtifactId, Fact> fact) {
    OptionalInt found = draft.find(artifact, ARTIFACT, ErrorCode.NOT_FOUND, caller);
    if (found.isEmpty()) {
      return new Judgement.Refused(draft.refusals.list());
    }
    int node = found.getAsInt();
    draft.requireWriter(node, caller, ARTIFACT);
    ArtifactId id = draft.read(graph -> graph.artifactId(node));
    if (draft.refusals.none() && !draft.read(graph -> isSo.holds(graph, node))) {
      if (!(request instanceof StandingRequest.RetractArtifact)
          && draft.read(graph -> graph.retracted(node))) {
        draft.refusals.add(
            ErrorCode.RETRACTED, id + " is retracted (expected: one that is not)", ARTIFACT);
      } else {
        draft.add(fact.apply(id));
      }
    }
    return draft.judgement(id, caller, stamp());
  }

  private Judgement retracted(StandingRequest.RetractEdge retraction) {
    EdgeId id = EdgeId.parse(retraction.edge()).orElse(null);
    if (id == null) {
      draft.refusals.add(
          ErrorCode.INVALID_DIGEST, ArtifactJudge.notADigest(EDGE, retraction.edge()), EDGE);
      return new Judgement.Refused(draft.refusals.list());
    }
    OptionalInt found = draft.read(graph -> graph.edge(id));
    if (found.isEmpty() || !mayRead(found.getAsInt())) {
      draft.refusals.add(
          ErrorCode.NOT_FOUND, "no edge " + id + " (expected: one that is recorded)", EDGE);
      return new Judgement.Refused(draft.refusals.list());
    }
    int edge = found.getAsInt();
    draft.requireWriter(draft.read(graph -> graph.child(edge)), caller, EDGE);
    if (draft.refusals.none() && draft.read(graph -> graph.edgeStands(edge))) {
      draft.add(draft.read(graph -> retraction(graph, edge, retraction.reason())));
    }
    return draft.judgement(List.of(), List.of(id), caller, stamp());
  }

  private Fact retraction(TopologyReader graph, int edge, String reason) {
    return new Fact.EdgeRetracted(
        types.edgeTypes().get(graph.edgeType(edge)).name(),
        graph.artifactId(graph.child(edge)),
        graph.artifactId(graph.parent(edge)),
        reason);
  }

  private boolean mayRead(int edge) {
    return draft.mayRead(draft.read(graph -> graph.child(edge)), caller)
        && draft.mayRead(draft.read(graph -> graph.parent(edge)), caller);
  }

  private Change.@Nullable Request stamp() {
    String id = request.requestId();
    return id == null ? null : new Change.Request(id, RequestFingerprint.of(request));
  }
}
