package dev.pedigree.graph.state;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.artifact.UnhashedReason;
import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.journal.PolicyViolation;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An artifact as it stood at a revision.
 *
 * @param kinds all kinds that it was recorded as, the first first
 * @param names oldest first, at least one
 * @param provenance as declared; null: never declared
 * @param labels by key
 * @param attributes canonical JSON object
 * @param checks in the order of recording; of several with one name and version the newest only
 * @param createdAt when its tool says it was made; null: not known
 * @param revision of the change that recorded it first; likewise {@code recordedAt} and {@code
 *     recordedBy}
 * @param parents its edges to parents by id, in the order of their last recording, retracted ones
 *     too
 * @param verdicts what the policies said when it was to be promoted, oldest first
 * @param changed the newest change that told of it or of an edge to one of its parents
 */
public record ArtifactState(
    ArtifactId id,
    List<String> kinds,
    List<ArtifactName> names,
    @Nullable Digest digest,
    @Nullable UnhashedReason unhashed,
    @Nullable Provenance provenance,
    List<String> owners,
    @Nullable String description,
    Stage stage,
    List<Label> labels,
    String attributes,
    List<Check> checks,
    @Nullable Mark quarantine,
    @Nullable Mark retraction,
    @Nullable Instant createdAt,
    Instant recordedAt,
    String recordedBy,
    long revision,
    Map<EdgeId, EdgeState> parents,
    List<Verdict> verdicts,
    Occasion changed) {
  public ArtifactState {
    kinds = List.copyOf(kinds);
    names = List.copyOf(names);
    owners = List.copyOf(owners);
    labels = List.copyOf(labels);
    checks = List.copyOf(checks);
    parents = Collections.unmodifiableMap(new LinkedHashMap<>(parents));
    verdicts = List.copyOf(verdicts);
  }

  /**
   * What the facts of one artifact say together.
   *
   * @param facts of one artifact and of its edges to parents, in the order of the journal
   * @return empty if the artifact is not recorded by any of them
   */
  public static Optional<ArtifactState> fold(List<Occurrence> facts) {
    ArtifactFold fold = new ArtifactFold();
    facts.forEach(fold::add);
    return fold.state();
  }

  /** With those of its names that lie in {@code namespaces}, of which there must be one. */
  public ArtifactState namedIn(Namespaces namespaces) {
    return new ArtifactState(
        id,
        kinds,
        names.stream().filter(name -> namespaces.contains(name.namespace())).toList(),
        digest,
        unhashed,
        provenance,
        owners,
        description,
        stage,
        labels,
        attributes,
        checks,
        quarantine,
        retraction,
        createdAt,
        recordedAt,
        recordedBy,
        revision,
        parents,
        verdicts,
        changed);
  }

  /** The first kind that it was recorded as. */
  public String kind() {
    return kinds.getFirst();
  }

  /** A change: when, by whom, and where in the journal. */
  public record Occasion(Instant at, String by, long revision) {}

  /**
   * A reason with who gave it, when and where in the journal.
   *
   * @param reason empty: none was given
   */
  public record Mark(String reason, Instant at, String by, long revision) {}

  /**
   * What the policies said once.
   *
   * @param violations some of them
   * @param violationCount how many there were
   */
  public record Verdict(
      Stage stage,
      boolean allowed,
      List<PolicyViolation> violations,
      int violationCount,
      Instant at,
      String by,
      long revision) {
    public Verdict {
      violations = List.copyOf(violations);
    }
  }

  /**
   * A check as it stands.
   *
   * @param revoked null: it counts
   */
  public record Check(
      String name,
      int version,
      CheckOutcome outcome,
      @Nullable String evidence,
      Instant recordedAt,
      String recordedBy,
      long revision,
      @Nullable Mark revoked) {}
}
