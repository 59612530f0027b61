package dev.pedigree.graph.topology;

import dev.pedigree.graph.journal.Change;
import dev.pedigree.schema.TypeSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Compares a topology with one made afresh from the journal. */
public final class TopologyVerifier {
  private final Topology topology;
  private final TypeSystem types;
  private final Consumer<String> differences;

  /**
   * Makes one for {@code topology}.
   *
   * @param differences hears of each, with what was expected
   */
  public TopologyVerifier(Topology topology, TypeSystem types, Consumer<String> differences) {
    this.topology = topology;
    this.types = types;
    this.differences = differences;
  }

  /**
   * Compares what both say at the last revision of {@code journal}.
   *
   * @param journal all changes from the first on
   * @return how many artifacts were compared
   */
  public int verify(Iterable<Change> journal) {
    Topology fresh = new Topology(types);
    long revision = 0;
    for (Change change : journal) {
      fresh.apply(change);
      revision = change.revision();
    }
    long last = revision;
    return fresh.read(last, expected -> topology.read(last, actual -> compare(expected, actual)));
  }

  private int compare(TopologyReader expected, TopologyReader actual) {
    check("artifacts", expected.artifactCount(), actual.artifactCount());
    check("edges", expected.edgeCount(), actual.edgeCount());
    int common = Math.min(expected.artifactCount(), actual.artifactCount());
    for (int artifact = 0; artifact < common; artifact++) {
      String what = expected.artifactId(artifact).toString();
      check(what + " id", expected, actual, artifact, TopologyReader::artifactId);
      check(what + " kinds", expected, actual, artifact, TopologyReader::kinds);
      check(what + " names", expected, actual, artifact, TopologyReader::names);
      check(what + " stage", expected, actual, artifact, TopologyReader::stage);
      check(what + " quarantined", expected, actual, artifact, TopologyReader::quarantined);
      check(what + " retracted", expected, actual, artifact, TopologyReader::retracted);
      check(what + " parents", expected, actual, artifact, (graph, a) -> edges(graph, a, true));
      check(what + " children", expected, actual, artifact, (graph, a) -> edges(graph, a, false));
    }
    return common;
  }

  private static List<String> edges(TopologyReader graph, int artifact, boolean up) {
    List<String> edges = new ArrayList<>();
    TopologyReader.EdgeVisitor visitor =
        (edge, type, other) -> edges.add(graph.edgeId(edge) + " " + graph.weight(edge));
    if (up) {
      graph.parents(artifact, visitor);
    } else {
      graph.children(artifact, visitor);
    }
    return edges;
  }

  private <T> void check(
      String what,
      TopologyReader expected,
      TopologyReader actual,
      int artifact,
      BiFunction<TopologyReader, Integer, T> value) {
    check(what, value.apply(expected, artifact), value.apply(actual, artifact));
  }

  private void check(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      differences.accept("topology: " + what + ": " + actual + " (expected: " + expected + ")");
    }
  }
}
