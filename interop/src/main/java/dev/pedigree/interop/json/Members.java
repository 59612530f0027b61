package dev.pedigree.interop.json;

import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.interop.Document;
import dev.pedigree.interop.UnreadableDocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object and where it stands in its document. Its members are asked for by name and type;
 * what is of another type ends the reading, with the place.
 */
public final class Members {
  private static final int MAX_LEVELS = 200;

  /** The smallest values take two bytes of a document, and fifty here. */
  private static final int MAX_TOKENS = 1_000_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_LEVELS)
                          .maxTokenCount(MAX_TOKENS)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Map<String, @Nullable Object> members;
  private final String path;

  private Members(Map<String, @Nullable Object> members, String path) {
    this.members = members;
    this.path = path;
  }

  /**
   * The object that {@code document} is.
   *
   * @param maxBytes of a document of its format
   * @throws UnreadableDocumentException if it is none, or too large
   */
  public static Members of(Document document, long maxBytes) throws IOException {
    return of(value(document, maxBytes), "");
  }

  /**
   * The objects that {@code document} is a list of; one alone counts as a list of one.
   *
   * @throws UnreadableDocumentException if it is none, or too large
   */
  public static List<Members> listOf(Document document, long maxBytes) throws IOException {
    Object value = value(document, maxBytes);
    if (!(value instanceof List<?> list)) {
      return List.of(of(value, ""));
    }
    List<Members> objects = new ArrayList<>();
    for (Object element : list) {
      objects.add(of(element, "[" + objects.size() + "]"));
    }
    return objects;
  }

  /**
   * The object that the bytes are.
   *
   * @throws UnreadableDocumentException if they are none
   */
  public static Members of(byte[] json) {
    return of(value(json), "");
  }

  /**
   * The elements of the list that the bytes are.
   *
   * @throws UnreadableDocumentException if they are none
   */
  public static List<@Nullable Object> list(byte[] json) {
    Object value = value(json);
    if (!(value instanceof List<?> list)) {
      throw new UnreadableDocumentException(shown(value) + " (expected: a list)", null);
    }
    return Collections.unmodifiableList(new ArrayList<@Nullable Object>(list));
  }

  private static @Nullable Object value(byte[] json) {
    try {
      return storable(MAPPER.readValue(json, Object.class));
    } catch (JacksonException e) {
      throw new UnreadableDocumentException(reason(e), place(e));
    }
  }

  /**
   * {@code value} as an object.
   *
   * @param value as a JSON parser gives it
   * @param path where it stands
   * @throws UnreadableDocumentException if it is none
   */
  public static Members of(@Nullable Object value, String path) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new UnreadableDocumentException(
          shown(value) + " (expected: an object)", path.isEmpty() ? null : path);
    }
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    map.forEach((key, member) -> members.put(String.valueOf(key), member));
    return new Members(members, path);
  }

  private static @Nullable Object value(Document document, long maxBytes) throws IOException {
    if (document.size() > maxBytes) {
      throw new UnreadableDocumentException(
          document.size() + " bytes (expected: at most " + maxBytes + ")", null);
    }
    try (InputStream in = document.open()) {
      return storable(MAPPER.readValue(in, Object.class));
    } catch (JacksonException e) {
      throw new UnreadableDocumentException(reason(e), place(e));
    }
  }

  /** JSON can write numbers and texts that nothing can hold. */
  private static @Nullable Object storable(@Nullable Object value) {
    switch (value) {
      case Number number when !Double.isFinite(number.doubleValue()) ->
          throw new UnreadableDocumentException(
              "a number that is too large (expected: less than 1e308)", null);
      case String text when text.codePoints().anyMatch(Members::isHalf) ->
          throw new UnreadableDocumentException(
              "half of a surrogate pair in a text (expected: Unicode)", null);
      case Map<?, ?> members ->
          members.forEach(
              (name, member) -> {
                storable(name);
                storable(member);
              });
      case List<?> elements -> elements.forEach(Members::storable);
      case null, default -> {}
    }
    return value;
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /** In words that are not those of the library. */
  private static String reason(JacksonException e) {
    String message = String.valueOf(e.getOriginalMessage());
    if (message.contains("nesting depth")) {
      return "nested too deeply (expected: at most " + MAX_LEVELS + " levels)";
    }
    if (message.startsWith("Token count")) {
      return "too many values (expected: at most " + MAX_TOKENS + " names, values and brackets)";
    }
    if (message.contains("end-of-input")) {
      return "the JSON ends in the middle";
    }
    int end = message.indexOf(": ");
    return "malformed JSON: " + (end < 0 ? message : message.substring(0, end));
  }

  private static @Nullable String place(JacksonException e) {
    return e.getLocation() == null || e.getLocation().getLineNr() < 1
        ? null
        : "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }

  /** Where the object stands; empty: it is the document. */
  public String path() {
    return path;
  }

  /** Where its member stands. */
  public String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** As canonical JSON (RFC 8785). */
  public String canonical() {
    return CanonicalJson.of(members);
  }

  /** The names of all members, in the order of the document. */
  public Set<String> names() {
    return Collections.unmodifiableSet(members.keySet());
  }

  /** Whether there is such a member, and it is not null. */
  public boolean has(String name) {
    return members.get(name) != null;
  }

  /** All members, as a JSON parser gives them. */
  public Map<String, @Nullable Object> values() {
    return Collections.unmodifiableMap(members);
  }

  /** The member as a JSON parser gives it; null: there is none. */
  public @Nullable Object value(String name) {
    return members.get(name);
  }

  /** A text; null: there is none. */
  public @Nullable String text(String name) {
    Object value = members.get(name);
    if (value != null && !(value instanceof String)) {
      throw wrong(name, value, "a text");
    }
    return (String) value;
  }

  /** A text that has to be there. */
  public String needText(String name) {
    String text = text(name);
    if (text == null) {
      throw wrong(name, null, "a text");
    }
    return text;
  }

  /** A number; null: there is none. */
  public @Nullable Double number(String name) {
    Object value = members.get(name);
    if (value != null && !(value instanceof Number)) {
      throw wrong(name, value, "a number");
    }
    return value == null ? null : ((Number) value).doubleValue();
  }

  /** A whole number that has to be there. */
  public int needInteger(String name) {
    Object value = members.get(name);
    if (!(value instanceof Integer whole)) {
      throw wrong(name, value, "a whole number");
    }
    return whole;
  }

  /** A time as RFC 3339 has it; null: there is none. */
  public @Nullable Instant time(String name) {
    String text = text(name);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw wrong(name, text, "a time such as 2026-10-01T12:00:00Z");
    }
  }

  /** One of the words of {@code words}; null: there is none. */
  public <E extends Enum<E>> @Nullable E word(String name, Class<E> words) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    for (E word : words.getEnumConstants()) {
      if (word.name().equals(text)) {
        return word;
      }
    }
    throw wrong(name, text, "one of " + List.of(words.getEnumConstants()));
  }

  /** An object; null: there is none. */
  public @Nullable Members object(String name) {
    Object value = members.get(name);
    return value == null ? null : of(value, path(name));
  }

  /** An object that has to be there. */
  public Members needObject(String name) {
    return of(members.get(name), path(name));
  }

  /** A list of objects; empty: there is none. */
  public List<Members> objects(String name) {
    List<Members> objects = new ArrayList<>();
    for (Object element : list(name)) {
      objects.add(of(element, path(name) + "[" + objects.size() + "]"));
    }
    return objects;
  }

  /** A list of texts; empty: there is none. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object element : list(name)) {
      if (!(element instanceof String text)) {
        throw wrong(name + "[" + texts.size() + "]", element, "a text");
      }
      texts.add(text);
    }
    return texts;
  }

  private List<?> list(String name) {
    Object value = members.get(name);
    if (value != null && !(value instanceof List)) {
      throw wrong(name, value, "a list");
    }
    return value == null ? List.of() : (List<?>) value;
  }

  /** What is wrong with the member. */
  public UnreadableDocumentException wrong(String name, @Nullable Object value, String expected) {
    return new UnreadableDocumentException(
        shown(value) + " (expected: " + expected + ")", path(name));
  }

  private static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "missing";
      case String text -> '"' + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + '"';
      case Map<?, ?> _ -> "an object";
      case List<?> _ -> "a list";
      default -> value.toString();
    };
  }
}
