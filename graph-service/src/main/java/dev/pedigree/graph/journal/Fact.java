package dev.pedigree.graph.journal;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.EdgeId;
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
 * Something that was found to be so. Facts are never edited: what was wrong is retracted by a later
 * one.
 *
 * <p>{@code attributes} are canonical JSON objects ({@code {}} if there are none); kinds, edge
 * types and mutation kinds are the API names of the type system.
 */
public sealed interface Fact {
  /** A fact about one artifact. */
  sealed interface AboutArtifact extends Fact {
    ArtifactId artifact();
  }

  /** A fact about one edge. */
  sealed interface AboutEdge extends Fact {
    String type();

    ArtifactId child();

    ArtifactId parent();

    /** The edge's own id. */
    default EdgeId edge() {
      return EdgeId.of(type(), child(), parent());
    }
  }

  /** A fact about a policy. */
  sealed interface AboutPolicy extends Fact {
    /** The policy's name. */
    String policy();
  }

  /** A node appeared. */
  record ArtifactRecorded(
      ArtifactId artifact,
      String kind,
      ArtifactName name,
      @Nullable Digest digest,
      @Nullable UnhashedReason unhashed,
      @Nullable Instant createdAt,
      @Nullable Provenance provenance,
      List<String> owners,
      @Nullable String description,
      List<Label> labels,
      String attributes)
      implements AboutArtifact {
    public ArtifactRecorded {
      owners = List.copyOf(owners);
      labels = List.copyOf(labels);
    }
  }

  /**
   * A known node was recorded again, under another name or kind or with attributes that it did not
   * have.
   */
  record ArtifactExtended(ArtifactId artifact, String kind, ArtifactName name, String attributes)
      implements AboutArtifact {}

  /**
   * What is known of a node was changed.
   *
   * @param labels set; a key that is there already gets the new value
   * @param owners null: as they were
   * @param attributes a JSON merge patch: a null removes (RFC 7396)
   */
  record ArtifactAmended(
      ArtifactId artifact,
      List<Label> labels,
      List<String> removedLabels,
      @Nullable List<String> owners,
      @Nullable String description,
      String attributes,
      @Nullable Provenance provenance,
      @Nullable String reason)
      implements AboutArtifact {
    public ArtifactAmended {
      labels = List.copyOf(labels);
      removedLabels = List.copyOf(removedLabels);
      owners = owners == null ? null : List.copyOf(owners);
    }
  }

  /** No longer part of the lineage: neither shown nor conducting from here on. */
  record ArtifactRetracted(ArtifactId artifact, String reason) implements AboutArtifact {}

  record ArtifactQuarantined(ArtifactId artifact, String reason) implements AboutArtifact {}

  record ArtifactReleased(ArtifactId artifact, String reason) implements AboutArtifact {}

  record StageChanged(ArtifactId artifact, Stage stage, @Nullable String reason)
      implements AboutArtifact {}

  /**
   * A check was made; several per name, told apart by version, and the newest of a (name, version)
   * counts.
   */
  record CheckRecorded(
      ArtifactId artifact,
      String name,
      int version,
      CheckOutcome outcome,
      @Nullable String evidence)
      implements AboutArtifact {}

  record CheckRevoked(ArtifactId artifact, String name, int version, @Nullable String reason)
      implements AboutArtifact {}

  /**
   * The child descends from the parent.
   *
   * @param weight share of the parent in the child, 0..1; null: not known
   * @param mutations in the order in which they were applied
   */
  record EdgeRecorded(
      String type,
      ArtifactId child,
      ArtifactId parent,
      @Nullable Double weight,
      List<EdgeMutation> mutations,
      String attributes)
      implements AboutEdge {
    public EdgeRecorded {
      mutations = List.copyOf(mutations);
    }
  }

  record EdgeRetracted(String type, ArtifactId child, ArtifactId parent, String reason)
      implements AboutEdge {}

  /**
   * From here on artifacts, edges and mutations are of the types that this schema declares.
   *
   * @param version identifies it
   * @param sdl all of it, as it is served
   */
  record SchemaPublished(String version, String sdl) implements Fact {}

  /**
   * A version of a policy is in force from here on, instead of any earlier one of that name.
   *
   * @param source all of it, as it was published
   */
  record PolicyPublished(String policy, int version, String source) implements AboutPolicy {}

  /** A policy is in force no longer. */
  record PolicyRetired(String policy, String reason) implements AboutPolicy {}

  /**
   * That the artifact violates the policy, or makes others violate it, is overlooked for a while.
   */
  record PolicyWaived(String policy, ArtifactId artifact, String reason, Instant until)
      implements AboutPolicy, AboutArtifact {}

  /**
   * The policies were asked whether an artifact may be at a stage.
   *
   * @param violations some of them: the nearest offenders
   * @param violationCount how many there are
   */
  record PromotionJudged(
      ArtifactId artifact,
      Stage stage,
      boolean allowed,
      List<PolicyViolation> violations,
      int violationCount)
      implements AboutArtifact {
    public PromotionJudged {
      violations = List.copyOf(violations);
    }
  }

  /**
   * A document of another tool said all that its change says.
   *
   * @param document of its bytes
   * @param format that it was read as
   */
  record DocumentImported(Digest document, String format) implements Fact {}

  /**
   * Changes lost their payload and salt everywhere.
   *
   * @param residues per erased revision the SHA-256 of what was left in its place
   */
  record ErasurePerformed(Map<Long, Digest> residues, String reason) implements Fact {
    public ErasurePerformed {
      residues = Map.copyOf(residues);
    }
  }
}
