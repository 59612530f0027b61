package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.graph.state.EdgeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An edge as it is in the property graph.
 *
 * @param mutations canonical JSON list of objects with kind, fields and, where there is one,
 *     description
 * @param attributes canonical JSON object
 * @param revision of the change that recorded it last
 */
public record EdgeView(
    EdgeId id,
    String type,
    ArtifactId child,
    ArtifactId parent,
    @Nullable Double weight,
    String mutations,
    String attributes,
    boolean retracted,
    long revision) {
  static final String NO_MUTATIONS = "[]";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What {@code state} looks like. */
  static EdgeView of(EdgeState state) {
    return new EdgeView(
        state.id(),
        state.type(),
        state.child(),
        state.parent(),
        state.weight(),
        json(state.mutations()),
        state.attributes(),
        state.retraction() != null,
        state.revision());
  }

  private static String json(List<EdgeMutation> mutations) {
    if (mutations.isEmpty()) {
      return NO_MUTATIONS;
    }
    List<Map<String, Object>> list = new ArrayList<>();
    for (EdgeMutation mutation : mutations) {
      Map<String, Object> object = new TreeMap<>();
      object.put("kind", mutation.kind());
      object.put("fields", JSON.readValue(mutation.fields(), Map.class));
      @Nullable String description = mutation.description();
      if (description != null) {
        object.put("description", description);
      }
      list.add(object);
    }
    return CanonicalJson.of(list);
  }
}
