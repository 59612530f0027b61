package dev.pedigree.graph.state;

import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.graph.artifact.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Canonical JSON objects, changed. */
final class Attributes {
  static final String NONE = "{}";

  private Attributes() {}

  /** {@code object} after {@code patch}, see {@link JsonObject#merge}. */
  static String patched(String object, String patch) {
    if (patch.equals(NONE)) {
      return object;
    }
    return CanonicalJson.of(JsonObject.merge(JsonObject.parse(object), JsonObject.parse(patch)));
  }

  /** {@code object} with the members of {@code more}, which are taken as they are, nulls too. */
  static String extended(String object, String more) {
    if (more.equals(NONE)) {
      return object;
    }
    Map<String, @Nullable Object> members = JsonObject.parse(object);
    members.putAll(JsonObject.parse(more));
    return CanonicalJson.of(members);
  }
}
