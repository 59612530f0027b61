package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.state.ArtifactState;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An artifact as it is in the property graph. A property that is absent there has its default here.
 *
 * @param kind the first kind that it was recorded as
 * @param namespace of its first name; likewise {@code name} and {@code version}
 * @param stage the stage's name
 * @param labels canonical JSON object, values by keys
 * @param attributes canonical JSON object
 */
public record VertexView(
    ArtifactId id,
    String kind,
    String namespace,
    String name,
    @Nullable String version,
    @Nullable Instant createdAt,
    String stage,
    boolean quarantined,
    boolean retracted,
    String labels,
    String attributes) {
  /** The stage of an artifact that was not promoted. */
  static final String NO_STAGE = Stage.DRAFT.name();

  /** What {@code state} looks like. */
  static VertexView of(ArtifactState state) {
    return new VertexView(
        state.id(),
        state.kind(),
        state.names().getFirst().namespace(),
        state.names().getFirst().name(),
        state.names().getFirst().version(),
        state.createdAt(),
        state.stage().name(),
        state.quarantine() != null,
        state.retraction() != null,
        json(state.labels()),
        state.attributes());
  }

  private static String json(List<Label> labels) {
    TreeMap<String, String> byKey = new TreeMap<>();
    labels.forEach(label -> byKey.put(label.key(), label.value()));
    return byKey.isEmpty() ? "{}" : CanonicalJson.of(byKey);
  }
}
