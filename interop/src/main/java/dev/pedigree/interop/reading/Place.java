package dev.pedigree.interop.reading;

import dev.pedigree.interop.UnreadableDocumentException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value in a document, and where it stands. What is asked of a value of another shape ends in an
 * {@link UnreadableDocumentException} that names the place.
 *
 * @param value a map, a list, a string, a number or a boolean; null: there is none, or a null
 * @param path such as {@code components[3].pedigree}; empty: the whole document
 */
public record Place(@Nullable Object value, String path) {
  private static final Pattern PLAIN = Pattern.compile("[\\w@$:/+-]+");
  private static final int SHOWN = 80;

  /** Whether there is a value, and not null. */
  public boolean isGiven() {
    return value != null;
  }

  /** Whether it is an object. */
  public boolean isObject() {
    return value instanceof Map;
  }

  /** Whether it is a list. */
  public boolean isList() {
    return value instanceof List;
  }

  /** Whether it is a text. */
  public boolean isText() {
    return value instanceof String;
  }

  /** The member of that name; of what is not given, nothing. */
  public Place at(String name) {
    String at = member(name);
    if (value == null) {
      return new Place(null, at);
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw unexpected("an object");
    }
    return new Place(map.get(name), at);
  }

  private String member(String name) {
    String step =
        PLAIN.matcher(name).matches() && name.length() <= SHOWN ? name : "[" + shown(name) + "]";
    return path.isEmpty() || step.startsWith("[") ? path + step : path + "." + step;
  }

  /** The members of an object, in their order; none of what is not given. */
  public Map<String, Place> members() {
    Map<String, Place> members = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (name, member) ->
              members.put(String.valueOf(name), new Place(member, member(String.valueOf(name)))));
    } else if (value != null) {
      throw unexpected("an object");
    }
    return members;
  }

  /** The values of the members of an object; none of what is not given. */
  public Map<String, @Nullable Object> values() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    members().forEach((name, member) -> values.put(name, member.value()));
    return values;
  }

  /** The elements of a list, in their order; none of what is not given. */
  public List<Place> elements() {
    List<Place> elements = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object element : list) {
        elements.add(new Place(element, path + "[" + elements.size() + "]"));
      }
    } else if (value != null) {
      throw unexpected("a list");
    }
    return elements;
  }

  /** The elements of a list, or the one value that stands for a list of one. */
  public List<Place> oneOrMany() {
    return value == null || value instanceof List ? elements() : List.of(this);
  }

  /** A text, or a number or truth value as text. Null: not given. */
  public @Nullable String text() {
    return switch (value) {
      case null -> null;
      case String text -> text;
      case BigDecimal number -> number.toPlainString();
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      default -> throw unexpected("a text");
    };
  }

  /** A text that has to be there and to show something. */
  public String need() {
    String text = text();
    if (text == null || text.isBlank()) {
      throw new UnreadableDocumentException(
          (text == null ? "missing" : "blank") + " (expected: a text)", path);
    }
    return text;
  }

  /** A finite number. Null: not given. */
  public @Nullable Double number() {
    if (value == null) {
      return null;
    }
    if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
      throw unexpected("a number");
    }
    return number.doubleValue();
  }

  /** A point in time as RFC 3339 writes it, before 1970 or after. Null: not given. */
  public @Nullable Instant time() {
    String text = text();
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
    } catch (DateTimeException e) {
      throw unexpected("a time as RFC 3339 writes it");
    }
  }

  /** What is there, and what was expected. */
  public UnreadableDocumentException unexpected(String expected) {
    return new UnreadableDocumentException(
        described() + " (expected: " + expected + ")", path.isEmpty() ? null : path);
  }

  private String described() {
    return switch (value) {
      case null -> "missing";
      case Map<?, ?> _ -> "an object";
      case List<?> _ -> "a list";
      case String text -> shown(text);
      case Object other -> shown(other.toString());
    };
  }

  /** A text for a message: in quotes, its beginning only if it is long, controls left out. */
  public static String shown(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .limit(SHOWN)
        .forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
    return out.append(text.codePointCount(0, text.length()) > SHOWN ? "…\"" : "\"").toString();
  }
}
