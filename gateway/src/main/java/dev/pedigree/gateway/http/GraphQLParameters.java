package dev.pedigree.gateway.http;

import dev.pedigree.gateway.error.JsonFailure;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.error.Shown;
import dev.pedigree.graph.recording.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a request asks: an operation of a document, which is sent itself or told by an id.
 *
 * @param query the document; null: {@code documentId} or an extension tells which
 * @param operationName null: the document has only one
 */
public record GraphQLParameters(
    @Nullable String query,
    @Nullable String operationName,
    Map<String, @Nullable Object> variables,
    Map<String, Object> extensions,
    @Nullable String documentId) {
  private static final String QUERY = "query";
  private static final String OPERATION = "operationName";
  private static final String VARIABLES = "variables";
  private static final String EXTENSIONS = "extensions";
  private static final String DOCUMENT = "documentId";
  private static final String PERSISTED = "persistedQuery";
  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  /**
   * Those of a body.
   *
   * @param body null: JSON's null
   * @throws RefusedException if one is of another type, or nothing tells the document
   */
  public static GraphQLParameters ofBody(@Nullable Map<String, @Nullable Object> body) {
    return body == null ? of(Map.of()) : of(body);
  }

  /**
   * Those of an address, where objects are written as JSON. An empty one counts as absent.
   *
   * @throws RefusedException likewise
   */
  static GraphQLParameters ofAddress(ServerRequest request, JsonMapper json) {
    Map<String, @Nullable Object> found = new LinkedHashMap<>();
    request.params().toSingleValueMap().forEach(found::put);
    for (String name : new String[] {VARIABLES, EXTENSIONS}) {
      if (found.get(name) instanceof String text && !text.isBlank()) {
        found.put(name, parse(name, text, json));
      } else {
        found.remove(name);
      }
    }
    found.values().removeIf(""::equals);
    return of(found);
  }

  private static Object parse(String name, String text, JsonMapper json) {
    try {
      return Optional.<Object>ofNullable(json.readValue(text, OBJECT)).orElseGet(Map::of);
    } catch (JacksonException e) {
      throw RefusedException.invalid(name, JsonFailure.reason(e), "a JSON object");
    }
  }

  private static GraphQLParameters of(Map<String, @Nullable Object> given) {
    Map<String, Object> extensions = new LinkedHashMap<>();
    object(given, EXTENSIONS)
        .forEach(
            (name, value) -> {
              if (value != null) {
                extensions.put(name, value);
              }
            });
    GraphQLParameters parameters =
        new GraphQLParameters(
            text(given, QUERY),
            text(given, OPERATION),
            object(given, VARIABLES),
            extensions,
            text(given, DOCUMENT));
    if (parameters.query == null
        && parameters.documentId == null
        && !extensions.containsKey(PERSISTED)) {
      throw new RefusedException(
          ErrorCode.INVALID_VALUE,
          QUERY + ": none (expected: a text; or documentId, or extensions.persistedQuery)",
          QUERY);
    }
    return parameters;
  }

  private static @Nullable String text(Map<String, @Nullable Object> given, String name) {
    Object value = given.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw wrong(name, value, "a text");
  }

  @SuppressWarnings("unchecked") // what Jackson reads has texts for keys
  private static Map<String, @Nullable Object> object(
      Map<String, @Nullable Object> given, String name) {
    Object value = given.get(name);
    return switch (value) {
      case null -> Map.of();
      case Map<?, ?> object -> (Map<String, @Nullable Object>) object;
      default -> throw wrong(name, value, "an object");
    };
  }

  private static RefusedException wrong(String name, Object value, String expected) {
    return RefusedException.invalid(name, Shown.value(value), expected);
  }
}
