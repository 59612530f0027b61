package dev.pedigree.graph.state;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.graph.journal.Fact;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An edge as it stood at a revision.
 *
 * @param weight share of the parent in the child, 0..1; null: not known
 * @param mutations in the order in which they were applied
 * @param attributes canonical JSON object
 * @param revision of the change that recorded it last; likewise {@code recordedAt} and {@code
 *     recordedBy}
 * @param retraction null: it stands
 */
public record EdgeState(
    EdgeId id,
    String type,
    ArtifactId child,
    ArtifactId parent,
    @Nullable Double weight,
    List<EdgeMutation> mutations,
    String attributes,
    Instant recordedAt,
    String recordedBy,
    long revision,
    ArtifactState.@Nullable Mark retraction) {
  private static final String REDACTED = "(redacted)";

  public EdgeState {
    mutations = List.copyOf(mutations);
  }

  /** The edge that {@code fact}, standing at {@code at}, records. */
  public static EdgeState recorded(Occurrence at, Fact.EdgeRecorded fact) {
    return new EdgeState(
        fact.edge(),
        fact.type(),
        fact.child(),
        fact.parent(),
        fact.weight(),
        fact.mutations(),
        fact.attributes(),
        at.at(),
        at.by(),
        at.revision(),
        null);
  }

  /** What may be told of it to those who may not read its child. */
  public EdgeState withoutContents() {
    return new EdgeState(
        id,
        type,
        child,
        parent,
        null,
        List.of(),
        "{}",
        recordedAt,
        REDACTED,
        revision,
        retraction == null
            ? null
            : new ArtifactState.Mark(REDACTED, retraction.at(), REDACTED, retraction.revision()));
  }

  /** This edge, retracted by {@code mark}. */
  public EdgeState retracted(ArtifactState.Mark mark) {
    return new EdgeState(
        id,
        type,
        child,
        parent,
        weight,
        mutations,
        attributes,
        recordedAt,
        recordedBy,
        revision,
        mark);
  }
}
