package dev.pedigree.gateway.journal;

import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.edge.EdgeRef;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.service.Snapshot;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fact, with what it is about as it stood at a snapshot's revision. */
record FactView(Fact fact, Snapshot snapshot) {
  public String type() {
    return fact.getClass().getSimpleName();
  }

  public String summary() {
    return snapshot.mayRead(fact) ? Summary.of(fact) : "(redacted)";
  }

  /** Null: it is not about an artifact. */
  public @Nullable ArtifactRef artifact() {
    return fact instanceof Fact.AboutArtifact about
        ? ArtifactRef.existing(snapshot, about.artifact())
        : null;
  }

  /** Null: it is not about an edge. */
  public @Nullable EdgeRef edge() {
    return fact instanceof Fact.AboutEdge about ? new EdgeRef(snapshot, about.edge()) : null;
  }

  public Map<String, @Nullable Object> payload() {
    return snapshot.mayRead(fact) ? Payload.of(fact) : Map.of();
  }
}
