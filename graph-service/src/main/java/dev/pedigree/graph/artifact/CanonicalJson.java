package dev.pedigree.graph.artifact;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON in its canonical form: one text per value, so that texts and their hashes can be compared.
 *
 * <p>Source: RFC 8785 (JSON Canonicalization Scheme): members in the order of their UTF-16 names,
 * no white space, numbers as ECMAScript prints doubles, the shortest escapes.
 */
public final class CanonicalJson {
  private static final double EXACT_INTEGERS = 9_007_199_254_740_992d;

  private CanonicalJson() {}

  /**
   * The canonical text of maps, lists, strings, numbers, booleans and null.
   *
   * @throws IllegalArgumentException for a value of another type, a NaN or an infinity
   */
  public static String of(@Nullable Object value) {
    StringBuilder out = new StringBuilder(64);
    write(out, value);
    return out.toString();
  }

  private static void write(StringBuilder out, @Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case String text -> string(out, text);
      case Boolean bool -> out.append(bool.booleanValue());
      case Number number -> number(out, number);
      case Map<?, ?> map -> object(out, map);
      case List<?> list -> array(out, list);
      default -> throw new IllegalArgumentException("no JSON form: " + value.getClass().getName());
    }
  }

  private static void object(StringBuilder out, Map<?, ?> map) {
    TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
    out.append('{');
    String separator = "";
    for (Map.Entry<String, @Nullable Object> member : sorted.entrySet()) {
      out.append(separator);
      string(out, member.getKey());
      out.append(':');
      write(out, member.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private static void array(StringBuilder out, List<?> list) {
    out.append('[');
    String separator = "";
    for (Object element : list) {
      out.append(separator);
      write(out, element);
      separator = ",";
    }
    out.append(']');
  }

  private static void number(StringBuilder out, Number number) {
    double value = number.doubleValue();
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("no JSON form: " + number);
    }
    if (value == 0) {
      out.append('0');
    } else if (Math.abs(value) < EXACT_INTEGERS && value == Math.rint(value)) {
      out.append((long) value);
    } else {
      ecmaScript(out, value);
    }
  }

  /**
   * The digits of the shortest decimal that reads back as {@code value}, laid out as ECMA-262
   * Number::toString does.
   */
  private static void ecmaScript(StringBuilder out, double value) {
    BigDecimal shortest = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    int count = digits.length();
    int point = count - shortest.scale();
    if (value < 0) {
      out.append('-');
    }
    if (count <= point && point <= 21) {
      out.append(digits).repeat('0', point - count);
    } else if (0 < point && point <= 21) {
      out.append(digits, 0, point).append('.').append(digits, point, count);
    } else if (-6 < point && point <= 0) {
      out.append("0.").repeat('0', -point).append(digits);
    } else {
      out.append(digits.charAt(0));
      if (count > 1) {
        out.append('.').append(digits, 1, count);
      }
      out.append('e').append(point > 0 ? "+" : "").append(point - 1);
    }
  }

  /** Appends {@code text} in quotes. */
  static void string(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
