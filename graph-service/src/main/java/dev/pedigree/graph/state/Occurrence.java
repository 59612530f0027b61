package dev.pedigree.graph.state;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.Residue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fact where it stands in the journal. Ordered by the journal.
 *
 * @param index its place among its change's facts, from 0
 */
public record Occurrence(long revision, int index, Instant at, String by, Fact fact)
    implements Comparable<Occurrence> {
  /**
   * The artifact whose state {@code fact} is part of: an edge belongs to its child. Empty for a
   * fact about no artifact.
   */
  public static Optional<ArtifactId> owner(Fact fact) {
    return switch (fact) {
      case Fact.AboutArtifact about -> Optional.of(about.artifact());
      case Fact.AboutEdge about -> Optional.of(about.child());
      case Fact.ErasurePerformed erasure -> Optional.empty();
      case Fact.SchemaPublished _, Fact.AboutPolicy _, Fact.DocumentImported _ -> Optional.empty();
    };
  }

  /** The facts of {@code change} by the artifact that they belong to, each list in order. */
  public static Map<ArtifactId, List<Occurrence>> byOwner(Change change) {
    Map<ArtifactId, List<Occurrence>> byOwner = new LinkedHashMap<>();
    List<Fact> facts = change.facts();
    for (int i = 0; i < facts.size(); i++) {
      Occurrence occurrence =
          new Occurrence(change.revision(), i, change.at(), change.by(), facts.get(i));
      owner(occurrence.fact)
          .ifPresent(id -> byOwner.computeIfAbsent(id, _ -> new ArrayList<>(2)).add(occurrence));
    }
    return byOwner;
  }

  /** What is left of it when its change is erased. */
  public Occurrence erased() {
    Change.Draft left = Residue.of(new Change.Draft(by, null, List.of(fact), List.of()));
    return new Occurrence(revision, index, at, left.by(), left.facts().getFirst());
  }

  @Override
  public int compareTo(Occurrence that) {
    int order = Long.compare(revision, that.revision);
    return order != 0 ? order : Integer.compare(index, that.index);
  }
}
