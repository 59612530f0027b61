package dev.pedigree.graph.topology;

import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.graph.artifact.Label;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 64 bits of SHA-256 that stand for what is not kept in memory: equal values have equal
 * fingerprints. A difference sends the writer to the stored state, so a collision, one in 2^64 per
 * pair, could at worst keep a difference unnoticed.
 */
public final class Fingerprints {
  /** Of no mutations and no attributes, and likewise of no attributes. */
  public static final long NONE = 0;

  private Fingerprints() {}

  /** Of a canonical JSON object. */
  public static long ofAttributes(String attributes) {
    return attributes.equals("{}") ? NONE : Digest.of(attributes).word0();
  }

  /** Of what an edge carries beside its weight. */
  public static long ofEdge(List<EdgeMutation> mutations, String attributes) {
    return mutations.isEmpty() && attributes.equals("{}")
        ? NONE
        : Digest.of(mutations + "\n" + attributes).word0();
  }

  /** Of what describes an artifact; the order of the labels does not matter. */
  public static long ofDescription(
      @Nullable String description,
      List<String> owners,
      List<Label> labels,
      @Nullable Instant createdAt) {
    if (description == null && owners.isEmpty() && labels.isEmpty() && createdAt == null) {
      return NONE;
    }
    List<Label> sorted = new ArrayList<>(labels);
    sorted.sort(Comparator.comparing(Label::key));
    return Digest.of(description + "\n" + owners + "\n" + sorted + "\n" + createdAt).word0();
  }
}
