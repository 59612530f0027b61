package dev.pedigree.graph.journal;

import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.EdgeMutation;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left of a change when its payload is erased: enough that the graph keeps its shape (ids,
 * kinds, edges, weights, stages, outcomes), and nothing that somebody wrote in words.
 */
public final class Residue {
  private static final String ERASED = "(erased)";

  private Residue() {}

  /**
   * {@code draft} without names, descriptions, owners, labels, attributes, reasons, evidence,
   * requester and warnings.
   */
  public static Change.Draft of(Change.Draft draft) {
    List<Fact> facts = new ArrayList<>();
    for (Fact fact : draft.facts()) {
      facts.add(of(fact));
    }
    return new Change.Draft(ERASED, null, facts, List.of());
  }

  /**
   * The digest of what {@link #of} leaves of {@code draft}. A residue is its own residue, so it
   * does not matter whether {@code draft} is erased already.
   */
  static Digest digest(Change.Draft draft) {
    return Digest.of(FactCodec.encode(of(draft)));
  }

  private static Fact of(Fact fact) {
    return switch (fact) {
      case Fact.ArtifactRecorded f ->
          new Fact.ArtifactRecorded(
              f.artifact(),
              f.kind(),
              name(f.artifact().digest().hex()),
              f.digest(),
              f.unhashed(),
              f.createdAt(),
              f.provenance(),
              List.of(),
              null,
              List.of(),
              "{}");
      case Fact.ArtifactExtended f ->
          new Fact.ArtifactExtended(
              f.artifact(), f.kind(), name(f.artifact().digest().hex()), "{}");
      case Fact.ArtifactAmended f ->
          new Fact.ArtifactAmended(
              f.artifact(), List.of(), List.of(), null, null, "{}", f.provenance(), null);
      case Fact.ArtifactRetracted f -> new Fact.ArtifactRetracted(f.artifact(), ERASED);
      case Fact.ArtifactQuarantined f -> new Fact.ArtifactQuarantined(f.artifact(), ERASED);
      case Fact.ArtifactReleased f -> new Fact.ArtifactReleased(f.artifact(), ERASED);
      case Fact.StageChanged f -> new Fact.StageChanged(f.artifact(), f.stage(), null);
      case Fact.CheckRecorded f ->
          new Fact.CheckRecorded(f.artifact(), f.name(), f.version(), f.outcome(), null);
      case Fact.CheckRevoked f -> new Fact.CheckRevoked(f.artifact(), f.name(), f.version(), null);
      case Fact.EdgeRecorded f ->
          new Fact.EdgeRecorded(
              f.type(),
              f.child(),
              f.parent(),
              f.weight(),
              f.mutations().stream().map(m -> new EdgeMutation(m.kind(), null, "{}")).toList(),
              "{}");
      case Fact.EdgeRetracted f -> new Fact.EdgeRetracted(f.type(), f.child(), f.parent(), ERASED);
      case Fact.ErasurePerformed f -> new Fact.ErasurePerformed(f.residues(), ERASED);
      case Fact.SchemaPublished f -> f;
      case Fact.DocumentImported f -> f;
      case Fact.PolicyPublished f -> f;
      case Fact.PolicyRetired f -> new Fact.PolicyRetired(f.policy(), ERASED);
      case Fact.PolicyWaived f ->
          new Fact.PolicyWaived(f.policy(), f.artifact(), ERASED, f.until());
      case Fact.PromotionJudged f ->
          new Fact.PromotionJudged(
              f.artifact(), f.stage(), f.allowed(), List.of(), f.violationCount());
    };
  }

  private static ArtifactName name(String hex) {
    return new ArtifactName(ERASED, hex, null);
  }
}
