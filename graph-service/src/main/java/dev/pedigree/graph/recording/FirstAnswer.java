package dev.pedigree.graph.recording;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.topology.TopologyReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Gives a repeated request the answer that it got when its change was made. */
public final class FirstAnswer {
  private FirstAnswer() {}

  /** What {@code change} answered to {@code request}; a refusal if it answered another request. */
  public static RecordAnswer to(RecordRequest request, Change change, Topology topology) {
    return to(RequestFingerprint.of(request), change)
        .orElseGet(
            () ->
                topology.read(
                    change.revision(),
                    graph ->
                        new RecordAnswer.Recorded(
                            change.revision(),
                            true,
                            request.artifacts().stream().map(FirstAnswer::id).toList(),
                            edges(request, graph),
                            change.draft().warnings())));
  }

  /** Likewise. */
  public static RecordAnswer to(AmendRequest request, Change change) {
    return to(RequestFingerprint.of(request), change)
        .orElseGet(() -> about(request.artifact(), change));
  }

  /** Likewise. */
  public static RecordAnswer to(PromoteRequest request, Change change) {
    return to(RequestFingerprint.of(request), change)
        .orElseGet(() -> about(request.artifact(), change));
  }

  /** Likewise. */
  public static RecordAnswer to(StandingRequest request, Change change) {
    return to(RequestFingerprint.of(request), change)
        .orElseGet(
            () ->
                switch (request) {
                  case StandingRequest.Quarantine it -> about(it.artifact(), change);
                  case StandingRequest.Release it -> about(it.artifact(), change);
                  case StandingRequest.RetractArtifact it -> about(it.artifact(), change);
                  case StandingRequest.RetractEdge it ->
                      about(List.of(), List.of(EdgeId.parse(it.edge()).orElseThrow()), change);
                });
  }

  /** Likewise. */
  public static RecordAnswer to(PolicyRequest request, Change change) {
    return to(RequestFingerprint.of(request), change)
        .orElseGet(
            () ->
                request instanceof PolicyRequest.Waive waive
                    ? about(waive.artifact(), change)
                    : about(List.of(), List.of(), change));
  }

  private static RecordAnswer about(String artifact, Change change) {
    return about(List.of(ArtifactId.parse(artifact).orElseThrow()), List.of(), change);
  }

  private static RecordAnswer about(List<ArtifactId> artifacts, List<EdgeId> edges, Change change) {
    return new RecordAnswer.Recorded(change.revision(), true, artifacts, edges, List.of());
  }

  private static Optional<RecordAnswer> to(Digest fingerprint, Change change) {
    Change.Request answered = change.draft().request();
    return answered != null && answered.fingerprint().equals(fingerprint)
        ? Optional.empty()
        : Optional.of(
            new RecordAnswer.Refused(
                List.of(
                    new Refusal(
                        ErrorCode.REQUEST_ID_REUSED,
                        "requestId: used for another request, answered at revision "
                            + change.revision()
                            + " (expected: a fresh one)",
                        "input.requestId"))));
  }

  private static ArtifactId id(RecordRequest.Artifact artifact) {
    String digest = artifact.digest();
    return digest != null
        ? ArtifactId.parse(digest).orElseThrow()
        : ArtifactId.ofIdentity(
            artifact.kind(),
            new ArtifactName(artifact.namespace(), artifact.name(), artifact.version()));
  }

  private static List<EdgeId> edges(RecordRequest request, TopologyReader graph) {
    List<EdgeId> edges = new ArrayList<>();
    for (RecordRequest.Artifact artifact : request.artifacts()) {
      for (RecordRequest.Parent parent : artifact.parents()) {
        add(edges, parent.type(), id(artifact), id(parent, graph), graph);
      }
    }
    for (RecordRequest.Edge edge : request.edges()) {
      add(
          edges,
          edge.type(),
          ArtifactId.parse(edge.child()).orElseThrow(),
          ArtifactId.parse(edge.parent()).orElseThrow(),
          graph);
    }
    return edges;
  }

  private static ArtifactId id(RecordRequest.Parent parent, TopologyReader graph) {
    RecordRequest.Name name = parent.name();
    if (name == null) {
      return Optional.ofNullable(parent.id()).flatMap(ArtifactId::parse).orElseThrow();
    }
    OptionalInt found =
        graph.resolve(new ArtifactName(name.namespace(), name.name(), name.version()));
    return graph.artifactId(found.orElseThrow());
  }

  private static void add(
      List<EdgeId> edges, String type, ArtifactId child, ArtifactId parent, TopologyReader graph) {
    EdgeId id = EdgeId.of(type, child, parent);
    OptionalInt edge = graph.edge(id);
    if (edge.isPresent() && graph.edgeStands(edge.getAsInt())) {
      edges.add(id);
    }
  }
}
