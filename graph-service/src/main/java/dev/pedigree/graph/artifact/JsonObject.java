package dev.pedigree.graph.artifact;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** JSON objects as maps: what the canonical texts in facts mean. */
public final class JsonObject {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private JsonObject() {}

  /**
   * Reads a JSON object.
   *
   * @return maps, lists, strings, numbers, booleans and null, members in the order of the text; the
   *     caller's own
   * @throws tools.jackson.core.JacksonException if it is none
   */
  public static Map<String, @Nullable Object> parse(String json) {
    return json.equals("{}") ? new LinkedHashMap<>() : MAPPER.readValue(json, OBJECT);
  }

  /**
   * What {@code patch} makes of {@code target}. Source: RFC 7396 (JSON Merge Patch). Neither is
   * changed.
   */
  public static Map<String, @Nullable Object> merge(
      Map<String, ? extends @Nullable Object> target,
      Map<String, ? extends @Nullable Object> patch) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(target);
    patch.forEach(
        (key, value) -> {
          if (value == null) {
            merged.remove(key);
          } else if (value instanceof Map<?, ?> inner) {
            merged.put(key, merge(asObject(merged.get(key)), asObject(inner)));
          } else {
            merged.put(key, value);
          }
        });
    return merged;
  }

  private static Map<String, @Nullable Object> asObject(@Nullable Object value) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, member) -> object.put(String.valueOf(key), member));
    }
    return object;
  }
}
