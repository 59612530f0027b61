package dev.pedigree.interop.reading;

import dev.pedigree.interop.UnreadableDocumentException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads YAML as trees, within bounds. Scalars mean what YAML 1.2's core schema says: {@code no} is
 * a text and so is a date; what begins with a needless zero is one, too. Merge keys ({@code <<})
 * are taken, as Python's tools take them.
 */
public final class YamlTree {
  /** How large a document may be. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  /** How many events a file may have, of which a value has one and a mapping or list two. */
  public static final int MAX_EVENTS = 400_000;

  /** How deep mappings and lists may lie in one another, aliases written out. */
  public static final int MAX_DEPTH = 50;

  /** How many values aliases may stand for, all in all. */
  public static final int MAX_REPEATED = 10_000;

  private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+\\.[0-9]*|[0-9]+(?=[eE]))([eE][-+]?[0-9]{1,3})?");

  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int repeated;

  private YamlTree() {}

  /** The one value that the text is; of an empty text, none. */
  public static Place parse(String yaml) {
    List<Place> all = sequence(yaml);
    if (all.size() > 1) {
      throw new UnreadableDocumentException(all.size() + " YAML documents (expected: one)", null);
    }
    return all.isEmpty() ? new Place(null, "") : all.getFirst();
  }

  /** The values of a text that {@code ---} divides. */
  public static List<Place> sequence(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(MAX_REPEATED);
    options.setCodePointLimit(MAX_BYTES);
    options.setAllowRecursiveKeys(false);
    List<Place> all = new ArrayList<>();
    try {
      count(yaml, options);
      for (Node root : new Yaml(new SafeConstructor(options)).composeAll(new StringReader(yaml))) {
        all.add(new Place(new YamlTree().value(root, false), ""));
      }
    } catch (MarkedYAMLException e) {
      throw new UnreadableDocumentException(
          "no YAML, or broken: " + firstLine(e.getProblem()), place(e.getProblemMark()));
    } catch (YAMLException e) {
      throw new UnreadableDocumentException(
          "no YAML, or broken: " + firstLine(e.getMessage()), null);
    }
    return all;
  }

  /**
   * A node takes hundreds of bytes, whatever its text does: they are counted before any is made.
   */
  private static void count(String yaml, LoaderOptions options) {
    int events = 0;
    for (Event event : new Yaml(new SafeConstructor(options)).parse(new StringReader(yaml))) {
      if (++events > MAX_EVENTS) {
        throw new UnreadableDocumentException(
            "more than " + MAX_EVENTS + " values (expected: fewer)", place(event.getStartMark()));
      }
    }
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }

  private static @Nullable String place(@Nullable Mark mark) {
    return mark == null
        ? null
        : "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
  }

  private @Nullable Object value(Node node, boolean inAlias) {
    boolean again = inAlias || !seen.add(node);
    if (again && ++repeated > MAX_REPEATED) {
      throw new UnreadableDocumentException(
          "aliases for more than " + MAX_REPEATED + " values (expected: fewer)",
          place(node.getStartMark()));
    }
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar);
    }
    if (!open.add(node) || open.size() > MAX_DEPTH) {
      throw new UnreadableDocumentException(
          open.size() > MAX_DEPTH
              ? "deeper than " + MAX_DEPTH + " levels (expected: fewer)"
              : "an anchor within itself (expected: none)",
          place(node.getStartMark()));
    }
    Object value =
        switch (node) {
          case SequenceNode sequence -> list(sequence, again);
          case MappingNode mapping -> map(mapping, again);
          default ->
              throw new UnreadableDocumentException(
                  "an unknown value (expected: YAML)", place(node.getStartMark()));
        };
    open.remove(node);
    return value;
  }

  private List<@Nullable Object> list(SequenceNode node, boolean inAlias) {
    List<@Nullable Object> list = new ArrayList<>();
    for (Node element : node.getValue()) {
      list.add(value(element, inAlias));
    }
    return list;
  }

  private Map<String, @Nullable Object> map(MappingNode node, boolean inAlias) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    Map<String, @Nullable Object> merged = new LinkedHashMap<>();
    for (NodeTuple member : node.getValue()) {
      if (!(member.getKeyNode() instanceof ScalarNode key)) {
        throw new UnreadableDocumentException(
            "a key that is no text (expected: a name)", place(member.getKeyNode().getStartMark()));
      }
      Object value = value(member.getValueNode(), inAlias);
      if (key.getValue().equals("<<") && key.getScalarStyle() == ScalarStyle.PLAIN) {
        merge(value, merged);
      } else if (map.containsKey(key.getValue())) {
        throw new UnreadableDocumentException(
            key.getValue() + ": given twice (expected: once)", place(key.getStartMark()));
      } else {
        map.put(key.getValue(), value);
      }
    }
    merged.forEach(map::putIfAbsent);
    return map;
  }

  /** Of several, the first has the word. */
  private static void merge(@Nullable Object value, Map<String, @Nullable Object> merged) {
    List<?> sources = value instanceof List<?> list ? list : Collections.singletonList(value);
    for (Object source : sources) {
      if (source instanceof Map<?, ?> map) {
        map.forEach((name, member) -> merged.putIfAbsent(String.valueOf(name), member));
      }
    }
  }

  private static @Nullable Object scalar(ScalarNode node) {
    String text = node.getValue();
    if (node.getScalarStyle() != ScalarStyle.PLAIN) {
      return text;
    }
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> null;
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      default -> number(text);
    };
  }

  private static Object number(String text) {
    if (text.length() <= 100 && INTEGER.matcher(text).matches()) {
      BigInteger integer = new BigInteger(text.startsWith("+") ? text.substring(1) : text);
      return integer.bitLength() < 63 ? (Object) integer.longValue() : integer;
    }
    if (text.length() <= 100 && DECIMAL.matcher(text).matches()) {
      BigDecimal decimal = new BigDecimal(text);
      return Double.isFinite(decimal.doubleValue()) ? decimal : text;
    }
    return text;
  }
}
