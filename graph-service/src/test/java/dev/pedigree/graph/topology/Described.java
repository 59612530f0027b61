package dev.pedigree.graph.topology;

import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** All that a topology says at one revision, in words. */
final class Described {
  private final TopologyReader graph;
  private final List<String> lines = new ArrayList<>();

  private Described(TopologyReader graph) {
    this.graph = graph;
  }

  /** Asks about everything that {@code history} names. */
  static List<String> at(Topology topology, long revision, List<Change> history) {
    return topology.read(
        revision,
        graph -> {
          Described described = new Described(graph);
          described.whole();
          for (int artifact = 0; artifact < graph.artifactCount(); artifact++) {
            described.artifact(artifact);
          }
          graph.forEachEdge(described::edge);
          history.forEach(change -> change.facts().forEach(described::named));
          return described.lines;
        });
  }

  private void whole() {
    lines.add(graph.artifactCount() + " artifacts, " + graph.edgeCount() + " edges");
    lines.add("schema " + graph.schema());
    lines.add("time " + graph.timeOf(graph.revision()));
  }

  private void artifact(int artifact) {
    lines.add("artifact " + artifact + " " + graph.artifactId(artifact));
    lines.add(" kinds " + graph.kinds(artifact) + " first " + graph.firstKind(artifact));
    lines.add(" names " + graph.names(artifact));
    lines.add(" recorded " + graph.recordedBy(artifact) + " " + graph.recordedRevision(artifact));
    lines.add(" created " + graph.createdAt(artifact));
    lines.add(" stage " + graph.stage(artifact) + " " + graph.staged(artifact));
    lines.add(" quarantined " + graph.quarantined(artifact));
    lines.add(" retracted " + graph.retracted(artifact));
    lines.add(" provenance " + graph.provenance(artifact) + " " + graph.hasParents(artifact));
    lines.add(" labels " + graph.labels(artifact) + " owners " + graph.owners(artifact));
    lines.add(" checks " + graph.checks(artifact) + " " + graph.check(artifact, "pii", 1));
    lines.add(
        " fingerprints "
            + graph.attributeFingerprint(artifact)
            + " "
            + graph.descriptionFingerprint(artifact));
    graph.parents(artifact, (edge, type, other) -> lines.add(" parent " + other + " " + type));
    graph.children(artifact, (edge, type, other) -> lines.add(" child " + other + " " + type));
  }

  private void edge(int edge) {
    lines.add(
        "edge %d %s: %d to %d, type %d, weight %s, mutations %s, %x, stands %s"
            .formatted(
                graph.ordinal(edge),
                graph.edgeId(edge),
                graph.child(edge),
                graph.parent(edge),
                graph.edgeType(edge),
                graph.weight(edge),
                graph.mutations(edge),
                graph.edgeFingerprint(edge),
                graph.edgeStands(edge)));
  }

  private void named(Fact fact) {
    switch (fact) {
      case Fact.ArtifactRecorded f -> {
        lines.add(f.artifact() + " is " + graph.artifact(f.artifact()));
        lines.add(f.name() + " is " + graph.owner(f.name()) + " " + graph.resolve(f.name()));
        lines.add(
            "newest "
                + graph.resolve(new ArtifactName(f.name().namespace(), f.name().name(), null)));
      }
      case Fact.ArtifactExtended f ->
          lines.add(f.name() + " is " + graph.owner(f.name()) + " " + graph.resolve(f.name()));
      case Fact.EdgeRecorded f -> {
        OptionalInt edge = graph.edge(f.edge());
        lines.add(
            f.edge() + " is " + (edge.isPresent() ? graph.ordinal(edge.getAsInt()) : "not there"));
      }
      default -> {}
    }
  }
}
