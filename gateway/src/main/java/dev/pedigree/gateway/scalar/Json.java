package dev.pedigree.gateway.scalar;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** JSON texts of the store as values. */
public final class Json {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private Json() {}

  /** The members of an object, in its order. */
  public static Map<String, @Nullable Object> object(String text) {
    return text.equals("{}") ? Map.of() : MAPPER.readValue(text, OBJECT);
  }
}
