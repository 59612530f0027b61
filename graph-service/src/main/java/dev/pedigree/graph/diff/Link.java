package dev.pedigree.graph.diff;

import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.TypeSystem;
import java.util.Comparator;

/** An edge by what it joins, good for any reader. */
record Link(int type, int child, int parent) implements Comparable<Link> {
  private static final Comparator<Link> ORDER =
      Comparator.comparingInt(Link::child)
          .thenComparingInt(Link::parent)
          .thenComparingInt(Link::type);

  EdgeId id(TopologyReader graph, TypeSystem types) {
    return EdgeId.of(
        types.edgeTypes().get(type).name(), graph.artifactId(child), graph.artifactId(parent));
  }

  @Override
  public int compareTo(Link other) {
    return ORDER.compare(this, other);
  }
}
