package dev.pedigree.gateway.bulk;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.error.Shown;
import dev.pedigree.graph.recording.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A JSON object of a line while it is read, member by member. After {@link #next()} the member's
 * value is read by exactly one of the methods.
 */
final class LineObject {
  private final JsonParser parser;
  private final String path;
  private String name = "";

  private LineObject(JsonParser parser, String path) {
    this.parser = parser;
    this.path = path;
  }

  /** The whole line. */
  static LineObject root(JsonParser parser) {
    LineObject root = new LineObject(parser, "");
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new RefusedException(
          ErrorCode.INVALID_VALUE,
          root.shown() + " (expected: an object with artifact, edge, check or stage)",
          null);
    }
    return root;
  }

  /** Where it stands in the line: {@code artifact.parents[0]}. */
  String path() {
    return path;
  }

  /** Goes to the next member; false: that was the last. */
  boolean next() {
    String next = parser.nextName();
    if (next == null) {
      return false;
    }
    name = next;
    parser.nextToken();
    return true;
  }

  /** The member's name. */
  String name() {
    return name;
  }

  /** Refuses whatever follows the line's object. */
  void end() {
    if (parser.nextToken() != null) {
      throw new RefusedException(
          ErrorCode.INVALID_VALUE,
          "malformed JSON at column "
              + parser.currentTokenLocation().getColumnNr()
              + ": more than one value on the line",
          null);
    }
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  /** Null: the value is null. */
  @Nullable String text() {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getString();
      case VALUE_NULL -> null;
      default -> throw wrong(shown(), "a text");
    };
  }

  /** Null: the value is null. */
  @Nullable Double number() {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_NULL -> null;
      default -> throw wrong(shown(), "a number");
    };
  }

  /** Null: the value is null. */
  @Nullable Integer integer() {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT -> {
        if (parser.getNumberType() != JsonParser.NumberType.INT) {
          throw wrong(shown(), "an integer of 32 bits");
        }
        yield parser.getIntValue();
      }
      case VALUE_NULL -> null;
      default -> throw wrong(shown(), "an integer of 32 bits");
    };
  }

  /** Null: the value is null. */
  <E extends Enum<E>> @Nullable E word(Class<E> type) {
    String text = text();
    if (text == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw wrong(shown(), "one of " + List.of(type.getEnumConstants()));
  }

  /** Empty: the value is null. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    boolean inList = isList();
    String list = name;
    while (inList && parser.nextToken() != JsonToken.END_ARRAY) {
      name = list + "[" + texts.size() + "]";
      String text = text();
      texts.add(text == null ? need(name, null) : text);
    }
    name = list;
    return texts;
  }

  /** Empty: the value is null. */
  <T> List<T> each(Function<LineObject, T> read) {
    List<T> values = new ArrayList<>();
    boolean inList = isList();
    String list = name;
    while (inList && parser.nextToken() != JsonToken.END_ARRAY) {
      name = list + "[" + values.size() + "]";
      values.add(read.apply(object()));
    }
    name = list;
    return values;
  }

  private boolean isList() {
    return switch (parser.currentToken()) {
      case START_ARRAY -> true;
      case VALUE_NULL -> false;
      default -> throw wrong(shown(), "a list");
    };
  }

  /** The member's value, an object. */
  LineObject object() {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw wrong(shown(), "an object");
    }
    return new LineObject(parser, at(name));
  }

  /** The members of an object as JSON values; empty: the value is null. */
  Map<String, @Nullable Object> values() {
    return switch (parser.currentToken()) {
      case START_OBJECT -> map();
      case VALUE_NULL -> Map.of();
      default -> throw wrong(shown(), "an object");
    };
  }

  private Map<String, @Nullable Object> map() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      parser.nextToken();
      map.put(key, value());
    }
    return map;
  }

  private @Nullable Object value() {
    return switch (parser.currentToken()) {
      case START_OBJECT -> map();
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value());
        }
        yield list;
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  /** Refuses an object that lacks a member. */
  <T> T need(String member, @Nullable T value) {
    if (value == null) {
      String at = at(member);
      throw new RefusedException(ErrorCode.INVALID_VALUE, at + ": missing (expected: a value)", at);
    }
    return value;
  }

  /**
   * For a member that there is not.
   *
   * @param fields the members that there are
   */
  RefusedException unknown(List<String> fields) {
    String at = at(Shown.text(name));
    return new RefusedException(
        ErrorCode.INVALID_VALUE,
        at + ": unknown field (expected: one of " + String.join(", ", fields) + ")",
        at);
  }

  /** For a value that the member cannot have. */
  RefusedException wrong(String value, String expected) {
    return RefusedException.invalid(at(name), value, expected);
  }

  private String at(String member) {
    return path.isEmpty() ? member : path + "." + member;
  }

  private String shown() {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case null -> "nothing";
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      default -> Shown.text(parser.getString());
    };
  }
}
