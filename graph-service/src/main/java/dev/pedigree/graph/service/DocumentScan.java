package dev.pedigree.graph.service;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what one document brought, while the journal is read from its first change to its last.
 * Holds what the document said and the edges of others to it, nothing else.
 */
final class DocumentScan {
  private final Digest document;
  private final Map<EdgeId, Fact.EdgeRecorded> edges = new LinkedHashMap<>();
  private final Map<CheckKey, Fact.CheckRecorded> checks = new LinkedHashMap<>();
  private final Map<ArtifactId, Fact.ArtifactRecorded> artifacts = new LinkedHashMap<>();
  private final List<Fact> additions = new ArrayList<>();

  /** Edges that others recorded to or from what the document brought, by that, with who did. */
  private final Map<ArtifactId, Map<EdgeId, String>> uses = new HashMap<>();

  /** Who recorded again what the document brought. */
  private final Map<ArtifactId, String> again = new HashMap<>();

  private long changes;

  private record CheckKey(ArtifactId artifact, String name, int version) {
    static CheckKey of(Fact.CheckRecorded check) {
      return new CheckKey(check.artifact(), check.name(), check.version());
    }
  }

  DocumentScan(Digest document) {
    this.document = document;
  }

  /** The next change of the journal. */
  void add(Change change) {
    boolean own =
        change.facts().stream()
            .anyMatch(it -> it instanceof Fact.DocumentImported f && f.document().equals(document));
    if (own) {
      changes++;
      change.facts().forEach(this::said);
    } else if (changes > 0) {
      String who = "at revision " + change.revision() + " by " + change.by();
      change.facts().forEach(fact -> saidByOthers(fact, who));
    }
  }

  private void said(Fact fact) {
    switch (fact) {
      case Fact.EdgeRecorded f -> edges.put(f.edge(), f);
      case Fact.CheckRecorded f -> checks.put(CheckKey.of(f), f);
      case Fact.ArtifactRecorded f -> artifacts.put(f.artifact(), f);
      case Fact.ArtifactExtended f -> add(f.artifact(), f);
      case Fact.StageChanged f -> add(f.artifact(), f);
      default -> {}
    }
  }

  /** What is added to its own goes with it. */
  private void add(ArtifactId artifact, Fact fact) {
    if (!artifacts.containsKey(artifact)) {
      additions.add(fact);
    }
  }

  private void saidByOthers(Fact fact, String who) {
    switch (fact) {
      case Fact.EdgeRecorded f -> {
        edges.remove(f.edge());
        use(f.child(), f.edge(), who);
        use(f.parent(), f.edge(), who);
      }
      case Fact.EdgeRetracted f -> {
        edges.remove(f.edge());
        uses.values().forEach(of -> of.remove(f.edge()));
      }
      case Fact.CheckRecorded f -> checks.remove(CheckKey.of(f));
      case Fact.CheckRevoked f -> checks.remove(new CheckKey(f.artifact(), f.name(), f.version()));
      case Fact.ArtifactExtended f -> {
        if (artifacts.containsKey(f.artifact())) {
          again.putIfAbsent(f.artifact(), who);
        }
      }
      case Fact.ArtifactRetracted f -> artifacts.remove(f.artifact());
      default -> {}
    }
  }

  private void use(ArtifactId artifact, EdgeId edge, String who) {
    if (artifacts.containsKey(artifact)) {
      uses.computeIfAbsent(artifact, _ -> new LinkedHashMap<>()).put(edge, who);
    }
  }

  /** All that was found up to {@code revision}. */
  ImportedDocument found(long revision) {
    List<ImportedDocument.Said> said = new ArrayList<>();
    edges.values().forEach(fact -> said.add(new ImportedDocument.Said(fact, null)));
    checks.values().forEach(fact -> said.add(new ImportedDocument.Said(fact, null)));
    artifacts.forEach((id, fact) -> said.add(new ImportedDocument.Said(fact, whyItStays(id))));
    additions.forEach(
        fact ->
            said.add(
                new ImportedDocument.Said(
                    fact, "it was added to an artifact that others recorded")));
    return new ImportedDocument(said, changes, revision);
  }

  private @Nullable String whyItStays(ArtifactId artifact) {
    String recorded = again.get(artifact);
    if (recorded != null) {
      return "it was recorded again " + recorded;
    }
    return uses.getOrDefault(artifact, Map.of()).values().stream()
        .findFirst()
        .map(who -> "an edge of it was recorded " + who)
        .orElse(null);
  }
}
