package dev.pedigree.interop.reading;

import dev.pedigree.interop.Document;
import dev.pedigree.interop.UnreadableDocumentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON as trees, within bounds, and tells where it is broken. */
public final class JsonTree {
  /** How large a document may be that is read as one tree. */
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  /** How many values one tree may have: small ones take more memory than text. */
  public static final int MAX_VALUES = 500_000;

  /** How deep objects and lists may lie in one another. */
  public static final int MAX_DEPTH = 100;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_BYTES)
                  .maxNumberLength(100)
                  .maxNameLength(10_000)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY).disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private JsonTree() {}

  /** The one value that the document is. */
  public static Place parse(Document document) throws IOException {
    return parse(Bytes.of(document, MAX_BYTES), "");
  }

  /**
   * The one value that these bytes are.
   *
   * @param path where they stand
   */
  public static Place parse(byte[] json, String path) {
    List<Place> values = sequence(json, path);
    if (values.size() != 1) {
      throw new UnreadableDocumentException(
          values.size() + " JSON values (expected: one)", path.isEmpty() ? null : path);
    }
    return values.getFirst();
  }

  /** The values that the document has one after another, as a file of JSON lines does. */
  public static List<Place> sequence(Document document) throws IOException {
    return sequence(Bytes.of(document, MAX_BYTES), "");
  }

  private static List<Place> sequence(byte[] json, String path) {
    List<Place> values = new ArrayList<>();
    try (JsonParser parser = MAPPER.createParser(json)) {
      Bounded bounded = new Bounded(parser);
      while (parser.nextToken() != null) {
        values.add(new Place(bounded.value(), path));
      }
    } catch (JacksonException e) {
      throw broken(e);
    }
    return values;
  }

  /** A parser of a document that is too large for a tree; to be closed by the caller. */
  public static JsonParser parser(Document document) throws IOException {
    return MAPPER.createParser(document.open());
  }

  /**
   * The value at which the parser is, whole.
   *
   * @throws UnreadableDocumentException if it is longer than a document that is read as one tree
   */
  public static @Nullable Object bounded(JsonParser parser) {
    return new Bounded(parser).value();
  }

  /** Makes values of tokens, and stops where there are too many of them, or of their bytes. */
  private static final class Bounded {
    private final JsonParser parser;
    private final long start;
    private int values;

    Bounded(JsonParser parser) {
      this.parser = parser;
      this.start = parser.currentLocation().getByteOffset();
    }

    @Nullable Object value() {
      if (++values > MAX_VALUES) {
        throw new UnreadableDocumentException(
            "more than " + MAX_VALUES + " values (expected: fewer)", place());
      }
      return switch (parser.currentToken()) {
        case START_OBJECT -> object();
        case START_ARRAY -> list();
        case VALUE_STRING -> parser.getString();
        case VALUE_TRUE -> true;
        case VALUE_FALSE -> false;
        case VALUE_NULL -> null;
        default -> number();
      };
    }

    /** JSON can write numbers that nothing can hold. */
    private Number number() {
      Number number = parser.getNumberValue();
      if (!Double.isFinite(number.doubleValue())) {
        throw new UnreadableDocumentException(
            "a number that is too large (expected: less than 1e308)", place());
      }
      return number;
    }

    private String place() {
      TokenStreamLocation at = parser.currentLocation();
      return "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private Map<String, @Nullable Object> object() {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        object.put(name, value());
      }
      check();
      return object;
    }

    private List<@Nullable Object> list() {
      List<@Nullable Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(value());
        check();
      }
      return list;
    }

    private void check() {
      if (parser.currentLocation().getByteOffset() - start > MAX_BYTES) {
        throw new UnreadableDocumentException(
            "a single value of more than " + MAX_BYTES + " bytes (expected: fewer)", place());
      }
    }
  }

  /** JSON as text, members in the order of the map. */
  public static String write(Map<String, ?> object) {
    return MAPPER.writeValueAsString(object);
  }

  /** What a broken document is refused with. */
  public static RuntimeException broken(JacksonException e) {
    if (e instanceof JacksonIOException io) {
      return new UncheckedIOException(io.getCause());
    }
    TokenStreamLocation at = e.getLocation();
    return new UnreadableDocumentException(
        "no JSON, or broken: " + firstLine(e.getOriginalMessage()),
        at == null ? null : "line " + at.getLineNr() + ", column " + at.getColumnNr());
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }
}
