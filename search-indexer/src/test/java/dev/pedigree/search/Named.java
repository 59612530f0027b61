package dev.pedigree.search;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.state.FactsOf;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An artifact to be recorded, of which only what matters is said: its content is its name. */
record Named(
    String name,
    String kind,
    String namespace,
    @Nullable String description,
    List<Label> labels,
    @Nullable Instant createdAt) {
  static Named model(String name) {
    return new Named(name, "MODEL", "default", null, List.of(), null);
  }

  Named kind(String other) {
    return new Named(name, other, namespace, description, labels, createdAt);
  }

  Named in(String other) {
    return new Named(name, kind, other, description, labels, createdAt);
  }

  Named described(String other) {
    return new Named(name, kind, namespace, other, labels, createdAt);
  }

  Named labelled(String key, String value) {
    return new Named(name, kind, namespace, description, List.of(new Label(key, value)), createdAt);
  }

  Named made(String at) {
    return new Named(name, kind, namespace, description, labels, Instant.parse(at));
  }

  ArtifactId id() {
    return FactsOf.id(name);
  }

  List<Fact> recorded() {
    return List.of(
        new Fact.ArtifactRecorded(
            id(),
            kind,
            new ArtifactName(namespace, name, "1"),
            id().digest(),
            null,
            createdAt,
            Provenance.PARTIAL,
            List.of("owner"),
            description,
            labels,
            "{}"));
  }
}
