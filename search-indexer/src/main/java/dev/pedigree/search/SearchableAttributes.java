package dev.pedigree.search;

import dev.pedigree.graph.artifact.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Attributes as they are searched: three fields for those of all kinds, however many names there
 * are. Those inside of others have the path to them for a name, with dots; those in lists the
 * list's.
 *
 * @param values see {@link #value}
 * @param numbers see {@link #number}
 * @param texts as they are, for words to be found in
 */
record SearchableAttributes(List<String> values, List<String> numbers, List<String> texts) {
  /** Longer texts are found by their words only. */
  private static final int MAX_VALUE_CHARACTERS = 256;

  /** Of one artifact; what lies beyond is not found. */
  private static final int MAX_VALUES = 256;

  private static final int MAX_TEXT_CHARACTERS = 8_192;
  private static final int MAX_NAME_CHARACTERS = 512;

  /** Between a name and what follows; names that have it are left out. */
  private static final char END_OF_NAME = '\t';

  SearchableAttributes {
    values = List.copyOf(values);
    numbers = List.copyOf(numbers);
    texts = List.copyOf(texts);
  }

  /** Those in a JSON object. */
  static SearchableAttributes of(String json) {
    Gathering gathering = new Gathering();
    gathering.object("", JsonObject.parse(json));
    return new SearchableAttributes(
        List.copyOf(gathering.values), List.copyOf(gathering.numbers), gathering.texts);
  }

  /** What a document has if an attribute has a value. */
  static String value(String name, String value) {
    return name + END_OF_NAME + value;
  }

  /** The value in what {@link #value} writes. */
  static String shown(String value) {
    return value.substring(value.indexOf(END_OF_NAME) + 1);
  }

  /** What a document has if an attribute is a number: in the order of their numbers. */
  static String number(String name, double value) {
    long bits = Double.doubleToLongBits(value == 0 ? 0 : value);
    long ordered = bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    return name + END_OF_NAME + HexFormat.of().toHexDigits(ordered);
  }

  private static final class Gathering {
    final Set<String> values = new LinkedHashSet<>();
    final Set<String> numbers = new LinkedHashSet<>();
    final List<String> texts = new ArrayList<>();
    private int characters;

    void object(String path, Map<?, ?> object) {
      object.forEach(
          (name, value) -> add(path.isEmpty() ? name.toString() : path + "." + name, value));
    }

    private void add(String name, @Nullable Object value) {
      if (name.length() > MAX_NAME_CHARACTERS || name.indexOf(END_OF_NAME) >= 0) {
        return;
      }
      switch (value) {
        case null -> {}
        case Map<?, ?> object -> object(name, object);
        case List<?> list -> list.forEach(element -> add(name, element));
        case Number number -> {
          values(name, new BigDecimal(number.toString()).stripTrailingZeros().toPlainString());
          if (numbers.size() < MAX_VALUES) {
            numbers.add(number(name, number.doubleValue()));
          }
        }
        case Boolean flag -> values(name, flag.toString());
        default -> text(name, value.toString());
      }
    }

    private void values(String name, String value) {
      if (values.size() < MAX_VALUES && value.length() <= MAX_VALUE_CHARACTERS) {
        values.add(value(name, value));
      }
    }

    private void text(String name, String text) {
      values(name, text);
      int left = Math.min(text.length(), MAX_TEXT_CHARACTERS - characters);
      if (left > 0 && texts.size() < MAX_VALUES) {
        texts.add(PlainText.whole(text.substring(0, left)));
        characters += left;
      }
    }
  }
}
