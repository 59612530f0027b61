package dev.pedigree.graph.state;

import dev.pedigree.graph.artifact.CanonicalJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Canonical JSON objects, changed. */
final class Attributes {
  static final String NONE = "{}";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private Attributes() {}

  /**
   * {@code object} after {@code patch}: a null removes, an object is merged, anything else
   * replaces.
   *
   * <p>Source: RFC 7396 (JSON Merge Patch).
   */
  static String patched(String object, String patch) {
    if (patch.equals(NONE)) {
      return object;
    }
    return CanonicalJson.of(patched(parse(object), parse(patch)));
  }

  /** {@code object} with the members of {@code more}, which are taken as they are, nulls too. */
  static String extended(String object, String more) {
    if (more.equals(NONE)) {
      return object;
    }
    Map<String, @Nullable Object> members = parse(object);
    members.putAll(parse(more));
    return CanonicalJson.of(members);
  }

  private static Map<String, @Nullable Object> patched(
      Map<?, ? extends @Nullable Object> object, Map<?, ? extends @Nullable Object> patch) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    object.forEach((key, value) -> result.put(String.valueOf(key), value));
    patch.forEach(
        (member, value) -> {
          String key = String.valueOf(member);
          if (value == null) {
            result.remove(key);
          } else if (value instanceof Map<?, ? extends @Nullable Object> nested) {
            Object before = result.get(key);
            result.put(key, patched(before instanceof Map<?, ?> map ? map : Map.of(), nested));
          } else {
            result.put(key, value);
          }
        });
    return result;
  }

  private static Map<String, @Nullable Object> parse(String object) {
    return object.equals(NONE) ? new LinkedHashMap<>() : JSON.readValue(object, OBJECT);
  }
}
