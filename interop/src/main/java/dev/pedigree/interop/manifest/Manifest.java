package dev.pedigree.interop.manifest;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.artifact.UnhashedReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one artifact, for those who write it in some format.
 *
 * @param revision of the newest change that it tells of, so that it stays the same until there is
 *     another
 * @param kinds all that it was recorded as, the first first
 * @param names that the reader may know, oldest first, at least one
 * @param createdAt null: not known
 * @param description null: not told
 * @param provenance as declared; null: never declared
 * @param attributes the fields of its kinds, as JSON values
 * @param recorded the change that recorded it first
 * @param parents live edges, in the order of the journal
 * @param hiddenParents how many more there are, to parents that the reader may not know
 * @param checks in the order of recording, revoked ones too
 * @param quarantine null: it is not quarantined
 * @param retraction null: it is live
 */
public record Manifest(
    ArtifactId id,
    long revision,
    List<String> kinds,
    List<ArtifactName> names,
    @Nullable Digest digest,
    @Nullable UnhashedReason unhashed,
    @Nullable Instant createdAt,
    @Nullable String description,
    @Nullable Provenance provenance,
    List<String> owners,
    List<Label> labels,
    Stage stage,
    Map<String, @Nullable Object> attributes,
    Recorded recorded,
    List<Parent> parents,
    int hiddenParents,
    List<Check> checks,
    @Nullable Mark quarantine,
    @Nullable Mark retraction) {
  public Manifest {
    kinds = List.copyOf(kinds);
    names = List.copyOf(names);
    owners = List.copyOf(owners);
    labels = List.copyOf(labels);
    parents = List.copyOf(parents);
    checks = List.copyOf(checks);
  }

  /** Its first kind. */
  public String kind() {
    return kinds.getFirst();
  }

  /** Its first name. */
  public ArtifactName name() {
    return names.getFirst();
  }

  /**
   * The change that recorded something.
   *
   * @param entryHash in hexadecimal, of the journal's entry that holds the change
   */
  public record Recorded(long revision, Instant at, String by, String entryHash) {}

  /**
   * An edge to a parent.
   *
   * @param weight share of the parent, 0 to 1; null: not known
   * @param mutations in the order in which they were applied
   * @param attributes of the edge, as JSON values
   */
  public record Parent(
      String type,
      Node node,
      @Nullable Double weight,
      List<EdgeMutation> mutations,
      Map<String, @Nullable Object> attributes,
      Recorded recorded) {
    public Parent {
      mutations = List.copyOf(mutations);
    }
  }

  /**
   * A parent, with what it takes to record it elsewhere.
   *
   * @param kind its first
   * @param name its first that the reader may know
   */
  public record Node(
      ArtifactId id,
      String kind,
      ArtifactName name,
      @Nullable Digest digest,
      @Nullable UnhashedReason unhashed) {}

  /**
   * A check that was made.
   *
   * @param revoked null: it counts
   */
  public record Check(
      String name,
      int version,
      CheckOutcome outcome,
      @Nullable String evidence,
      Recorded recorded,
      @Nullable Mark revoked) {}

  /** Why something is so, and the change that says it. */
  public record Mark(String reason, Recorded recorded) {}
}
