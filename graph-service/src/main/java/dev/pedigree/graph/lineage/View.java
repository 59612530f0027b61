package dev.pedigree.graph.lineage;

import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.TypeSystem;
import java.time.Instant;

/**
 * The graph as one question sees it. For one thread, inside one read of the topology.
 *
 * @param now what ages count from
 * @param reads what whoever asks may read
 */
record View(TopologyReader graph, TypeSystem types, Instant now, Meter meter, Namespaces reads) {
  View with(Meter other) {
    return new View(graph, types, now, other, reads);
  }

  Sight sight() {
    return new Sight(graph, reads);
  }
}
