package dev.pedigree.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks values of one field; all that can be prepared is. */
final class FieldCheck {
  private static final int MAX_ELEMENTS = 10_000;
  private static final int MAX_JSON_LEVELS = 32;
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

  private final Field field;
  private final FieldType element;
  private final boolean list;
  private final @Nullable Pattern pattern;

  FieldCheck(Field field) {
    this.field = field;
    this.list = field.type() instanceof FieldType.ListOf;
    this.element = field.type() instanceof FieldType.ListOf of ? of.element() : field.type();
    this.pattern = field.pattern() == null ? null : Pattern.compile(field.pattern());
  }

  String name() {
    return field.name();
  }

  boolean required() {
    return field.required();
  }

  Violation missing() {
    return new Violation(field.name(), "missing", field.type().expected());
  }

  void check(Object value, List<Violation> found) {
    if (!list) {
      String expected = expectedInstead(value);
      if (expected != null) {
        found.add(new Violation(field.name(), Shown.value(value), expected));
      }
    } else if (value instanceof List<?> values && values.size() <= MAX_ELEMENTS) {
      checkElements(values, found);
    } else {
      String expected =
          value instanceof List<?>
              ? "at most " + MAX_ELEMENTS + " values"
              : field.type().expected();
      found.add(new Violation(field.name(), Shown.value(value), expected));
    }
  }

  private void checkElements(List<?> values, List<Violation> found) {
    int index = 0;
    for (Object value : values) {
      String expected = value == null ? element.expected() : expectedInstead(value);
      if (expected != null) {
        String path = field.name() + "[" + index + "]";
        found.add(new Violation(path, value == null ? "null" : Shown.value(value), expected));
      }
      index++;
    }
  }

  /** What was expected instead of the value; null: the value is allowed. */
  private @Nullable String expectedInstead(Object value) {
    return switch (element) {
      case FieldType.Scalar scalar -> expectedInstead(scalar, value);
      case FieldType.Enumeration words ->
          value instanceof String word && words.values().contains(word) ? null : words.expected();
      case FieldType.ListOf nested -> nested.expected();
    };
  }

  private @Nullable String expectedInstead(FieldType.Scalar scalar, Object value) {
    return switch (scalar) {
      case STRING -> value instanceof String text ? textProblem(text) : scalar.expected();
      case INT -> isInt(value) ? rangeProblem((Number) value) : scalar.expected();
      case FLOAT -> isFinite(value) ? rangeProblem((Number) value) : scalar.expected();
      case BOOLEAN -> value instanceof Boolean ? null : scalar.expected();
      case ID -> {
        if (value instanceof String text) {
          yield textProblem(text);
        }
        yield isInteger(value) ? null : scalar.expected();
      }
      case DATE_TIME -> value instanceof String text && isDateTime(text) ? null : scalar.expected();
      case DIGEST ->
          value instanceof String text && text.length() == 71 && DIGEST.matcher(text).matches()
              ? null
              : scalar.expected();
      case JSON -> isJson(value, MAX_JSON_LEVELS) ? null : scalar.expected();
    };
  }

  private @Nullable String textProblem(String text) {
    if (text.length() > field.maxLength()) {
      return "at most " + field.maxLength() + " characters";
    }
    if (text.length() < field.minLength()) {
      return "at least " + field.minLength() + " characters";
    }
    if (!isStorable(text)) {
      return "no U+0000 and no half of a surrogate pair";
    }
    if (pattern != null && !pattern.matcher(text).matches()) {
      return "a text that matches " + pattern;
    }
    return null;
  }

  private @Nullable String rangeProblem(Number number) {
    Field.Range range = field.range();
    return range == null || range.contains(number.doubleValue()) ? null : range.toString();
  }

  private static boolean isInt(Object value) {
    return switch (value) {
      case Integer _ -> true;
      case Long wide -> wide.intValue() == wide;
      case Double number -> number.intValue() == number;
      case BigInteger large -> large.bitLength() < 32;
      case BigDecimal decimal -> isInteger(decimal) && decimal.abs().compareTo(INT_LIMIT) < 0;
      default -> false;
    };
  }

  private static final BigDecimal INT_LIMIT = BigDecimal.valueOf(1L << 31);

  private static boolean isInteger(Object value) {
    return switch (value) {
      case Integer _, Long _, BigInteger _ -> true;
      case Double number -> number == Math.rint(number) && !Double.isInfinite(number);
      case BigDecimal decimal ->
          decimal.signum() == 0
              || decimal.scale() <= 0
              || decimal.remainder(BigDecimal.ONE).signum() == 0;
      default -> false;
    };
  }

  private static boolean isFinite(Object value) {
    return value instanceof Number number && Double.isFinite(number.doubleValue());
  }

  private static boolean isDateTime(String text) {
    if (text.length() > 40 || !RFC_3339.matcher(text).matches()) {
      return false;
    }
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeException notADate) {
      return false;
    }
  }

  private static boolean isJson(@Nullable Object value, int levels) {
    return switch (value) {
      case null -> true;
      case String text -> isStorable(text);
      case Boolean _ -> true;
      case Number number -> isFinite(number);
      case List<?> values when levels > 0 ->
          values.stream().allMatch(element -> isJson(element, levels - 1));
      case Map<?, ?> object when levels > 0 ->
          object.entrySet().stream()
              .allMatch(
                  entry ->
                      entry.getKey() instanceof String key
                          && isStorable(key)
                          && isJson(entry.getValue(), levels - 1));
      default -> false;
    };
  }

  /** Whether the text comes back from UTF-8 and from every store as it is. */
  private static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
