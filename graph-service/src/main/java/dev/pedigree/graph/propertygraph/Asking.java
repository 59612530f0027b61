package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.lineage.Steps;
import dev.pedigree.schema.EdgeType;
import dev.pedigree.schema.Inheritance;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A question at work.
 *
 * @param now what ages are counted from
 * @param reads what whoever asks may read
 */
record Asking(
    Neighbourhood graph, TypeSystem types, Meter meter, Supplier<Instant> now, Namespaces reads) {
  boolean sees(Node node) {
    return reads.everywhere()
        || node.names().stream().map(ArtifactName::namespace).anyMatch(reads::contains);
  }

  /** The first name of one that is seen. */
  ArtifactName firstName(Node node) {
    return node.names().stream()
        .filter(name -> reads.contains(name.namespace()))
        .findFirst()
        .orElseThrow();
  }

  /** Those of {@code ids}, which are recorded, that are seen. */
  Set<ArtifactId> seen(Collection<ArtifactId> ids) {
    Set<ArtifactId> seen = new LinkedHashSet<>();
    nodes(ids).stream().filter(this::sees).map(Node::id).forEach(seen::add);
    return seen;
  }

  Filters filters() {
    return new Filters(this);
  }

  /** Whether {@code id} is recorded and seen. */
  boolean isRecorded(ArtifactId id) {
    return graph.nodes(List.of(id)).values().stream().anyMatch(this::sees);
  }

  /** Those of {@code ids} that are recorded, each once. */
  List<ArtifactId> recorded(Collection<ArtifactId> ids) {
    return List.copyOf(graph.nodes(ids).keySet());
  }

  /** Likewise, without those that are retracted. */
  List<ArtifactId> standing(Collection<ArtifactId> ids) {
    return nodes(ids).stream().filter(node -> !node.retracted()).map(Node::id).toList();
  }

  /** Whether {@code link} is one of those that {@code steps} go along. */
  boolean follows(Steps steps, Link link) {
    Set<String> types = steps.edgeTypes();
    Set<String> mutations = steps.mutations();
    Set<Inheritance> inherits = steps.inherits();
    return (types == null || types.contains(link.type()))
        && (mutations == null || !Collections.disjoint(mutations, link.mutations()))
        && (inherits == null || !Collections.disjoint(inherits, inherited(link)));
  }

  /** What is passed on along {@code link}, given its child's first kind. */
  Set<Inheritance> inherited(Link link) {
    Kind child = types.kind(graph.node(link.child()).kind()).orElse(null);
    EdgeType type = types.edgeType(link.type()).orElse(null);
    return child == null || type == null ? Set.of() : type.inheritedAlong(child);
  }

  /** What is known of {@code ids}, which are recorded, in their order. */
  List<Node> nodes(Collection<ArtifactId> ids) {
    return List.copyOf(graph.nodes(ids).values());
  }

  /** The order in which the journal has artifacts. */
  Comparator<ArtifactId> journalOrder() {
    return Comparator.comparing(id -> graph.node(id).recorded());
  }
}
