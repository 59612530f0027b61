package dev.pedigree.graph.diff;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.state.EdgeState;
import dev.pedigree.graph.state.Occurrence;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.TypeSystem;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Artifacts called {@code name@version} in the namespace {@code org}, and what is told of them. */
final class World {
  static final TypeSystem TYPES = PedigreeSchema.load().typeSystem();
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private final Topology topology = new Topology(TYPES);
  private final Map<EdgeId, EdgeState> edges = new HashMap<>();
  private long revision;
  private Namespaces reads = Namespaces.ALL;

  /** From here on one asks who may read these alone. */
  void readsOnly(String... namespaces) {
    reads = Namespaces.of(java.util.Set.of(namespaces));
  }

  long revision() {
    return revision;
  }

  ArtifactId id(String name) {
    return new ArtifactId(Digest.of(name));
  }

  void artifacts(String kind, String... names) {
    for (String name : names) {
      artifact(kind, "org", name);
    }
  }

  void artifact(String kind, String namespace, String name) {
    String[] parts = name.split("@", 2);
    ArtifactName full = new ArtifactName(namespace, parts[0], parts.length == 1 ? null : parts[1]);
    tell(
        new Fact.ArtifactRecorded(
            id(name),
            kind,
            full,
            id(name).digest(),
            null,
            null,
            null,
            List.of(),
            null,
            List.of(),
            "{}"));
  }

  void edge(String type, String child, String parent, String... mutations) {
    edge(type, child, parent, null, mutations);
  }

  void edge(
      String type, String child, String parent, @Nullable Double weight, String... mutations) {
    tell(
        new Fact.EdgeRecorded(
            type,
            id(child),
            id(parent),
            weight,
            Arrays.stream(mutations).map(it -> new EdgeMutation(it, null, "{}")).toList(),
            "{}"));
  }

  void check(String artifact, String name, int version, CheckOutcome outcome) {
    tell(new Fact.CheckRecorded(id(artifact), name, version, outcome, null));
  }

  void tell(Fact fact) {
    revision++;
    topology.apply(
        new Change(
            revision, TIME, new Change.Draft("test", null, List.of(fact), List.of()), false));
    if (fact instanceof Fact.EdgeRecorded edge) {
      edges.put(
          edge.edge(), EdgeState.recorded(new Occurrence(revision, 0, TIME, "test", fact), edge));
    }
  }

  void compact() {
    topology.compact(new JournalHead(revision, Digest.ZERO, TIME, 0, 0));
  }

  Optional<LineageDiff> ask(String base, String head, Budget budget) {
    return new LineageDiffs(topology, TYPES, reads, this::edges)
        .diff(id(base), id(head), revision, budget);
  }

  LineageDiff diff(String base, String head) {
    return ask(base, head, Budget.UNLIMITED).orElseThrow();
  }

  /** All changes as {@code depth KIND summary}. */
  List<String> changes(String base, String head) {
    return diff(base, head).changes(0, Integer.MAX_VALUE).stream()
        .map(it -> it.depthEdges() + " " + it.kind() + " " + it.summary())
        .toList();
  }

  private Map<EdgeId, EdgeState> edges(Collection<EdgeId> ids) {
    return ids.stream().filter(edges::containsKey).collect(Collectors.toMap(it -> it, edges::get));
  }
}
