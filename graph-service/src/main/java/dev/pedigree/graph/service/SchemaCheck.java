package dev.pedigree.graph.service;

import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.SchemaEvolution;
import dev.pedigree.schema.TypeSystem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands against a schema in the place of the one in force.
 *
 * @param inForce the version of the schema in force; null: none is
 * @param offered the version of the schema that was compared
 * @param orphaned why recorded facts would not fit it
 * @param broken what clients could no longer ask or send
 */
public record SchemaCheck(
    @Nullable String inForce, String offered, List<String> orphaned, List<String> broken) {
  public SchemaCheck {
    orphaned = List.copyOf(orphaned);
    broken = List.copyOf(broken);
  }

  static SchemaCheck of(PedigreeSchema offered, Topology topology, long revision) {
    Fact.SchemaPublished inForce = topology.read(revision, TopologyReader::schema);
    String version = offered.typeSystem().version();
    if (inForce == null) {
      return new SchemaCheck(null, version, undeclared(topology, offered.typeSystem()), List.of());
    }
    if (inForce.version().equals(version)) {
      return new SchemaCheck(version, version, List.of(), List.of());
    }
    return new SchemaCheck(
        inForce.version(),
        version,
        SchemaEvolution.orphaned(
            PedigreeSchema.published(inForce.sdl()), offered, topology.usage()),
        SchemaEvolution.brokenForClients(inForce.sdl(), offered));
  }

  /** What was recorded before any schema was published. */
  private static List<String> undeclared(Topology topology, TypeSystem offered) {
    return topology.undeclared().stream()
        .filter(name -> offered.kind(name).isEmpty() && offered.edgeType(name).isEmpty())
        .map(name -> name + " is recorded (expected: a kind or an edge type that is declared)")
        .toList();
  }

  /** Whether it is the schema in force. */
  public boolean isInForce() {
    return offered.equals(inForce);
  }

  /** All reasons against it. */
  List<String> against(boolean mayBreakClients) {
    List<String> reasons = new ArrayList<>(orphaned);
    if (!mayBreakClients) {
      reasons.addAll(broken);
    }
    return reasons;
  }
}
