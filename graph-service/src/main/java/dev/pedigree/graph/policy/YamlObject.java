package dev.pedigree.graph.policy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A mapping in YAML, whose members know where they stand. What is wrong with it is a problem; what
 * is asked for then is empty.
 */
final class YamlObject {
  /** In UTF-16 units. */
  private static final int MAX_LENGTH = 65_536;

  private static final int MAX_DEPTH = 16;

  private final Map<String, Node> members = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final int line;
  private final int column;
  private final PolicyProblems problems;

  private YamlObject(@Nullable Node node, PolicyProblems problems) {
    this.problems = problems;
    this.line = node == null ? 1 : node.getStartMark().getLine() + 1;
    this.column = node == null ? 1 : node.getStartMark().getColumn() + 1;
    if (!(node instanceof MappingNode mapping)) {
      problems.add(line, column, "expected: a mapping");
      return;
    }
    for (NodeTuple member : mapping.getValue()) {
      add(member.getKeyNode(), member.getValueNode());
    }
  }

  private void add(Node key, Node value) {
    if (!(key instanceof ScalarNode name)) {
      problem(key, "a key that is no text (expected: a name)");
    } else if (members.putIfAbsent(name.getValue(), value) != null) {
      problem(key, name.getValue() + ": given twice (expected: once)");
    } else {
      keys.put(name.getValue(), key);
    }
  }

  /** Reads one document; anchors and aliases are not taken. */
  static YamlObject parse(String text, PolicyProblems problems) {
    if (text.length() > MAX_LENGTH) {
      problems.add(1, 1, text.length() + " characters (expected: at most " + MAX_LENGTH + ")");
      return new YamlObject(problems);
    }
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(MAX_DEPTH);
    // all are refused below, where their places are known; composed they take no room
    options.setMaxAliasesForCollections(MAX_LENGTH);
    options.setAllowRecursiveKeys(false);
    try {
      Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
      refuseAliases(root, Collections.newSetFromMap(new IdentityHashMap<>()), problems);
      return new YamlObject(root, problems);
    } catch (MarkedYAMLException e) {
      var mark = e.getProblemMark();
      problems.add(
          mark == null ? 1 : mark.getLine() + 1,
          mark == null ? 1 : mark.getColumn() + 1,
          String.valueOf(e.getProblem()));
    } catch (YAMLException e) {
      problems.add(1, 1, String.valueOf(e.getMessage()).lines().findFirst().orElse("no YAML"));
    }
    return new YamlObject(problems);
  }

  private YamlObject(PolicyProblems problems) {
    this.problems = problems;
    this.line = 1;
    this.column = 1;
  }

  private static void refuseAliases(@Nullable Node node, Set<Node> seen, PolicyProblems problems) {
    if (node == null) {
      return;
    }
    if (!seen.add(node)) {
      problems.add(
          node.getStartMark().getLine() + 1,
          node.getStartMark().getColumn() + 1,
          "an anchor that is used elsewhere (expected: everything written out)");
    } else if (node instanceof MappingNode mapping) {
      for (NodeTuple member : mapping.getValue()) {
        refuseAliases(member.getKeyNode(), seen, problems);
        refuseAliases(member.getValueNode(), seen, problems);
      }
    } else if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(element -> refuseAliases(element, seen, problems));
    }
  }

  /** Adds a problem with the value of a member, or with what lacks it. */
  void problem(String key, String message) {
    Node value = members.get(key);
    if (value == null) {
      problems.add(line, column, key + ": " + message);
    } else {
      problem(value, key + ": " + message);
    }
  }

  private void problem(Node at, String message) {
    problems.add(at.getStartMark().getLine() + 1, at.getStartMark().getColumn() + 1, message);
  }

  /** Refuses members of other names. */
  void only(String... names) {
    keys.forEach(
        (name, key) -> {
          if (!Arrays.asList(names).contains(name)) {
            problem(key, name + ": unknown (expected: one of " + String.join(", ", names) + ")");
          }
        });
  }

  boolean has(String key) {
    return members.containsKey(key);
  }

  /** Null: not given, or no text. */
  @Nullable String text(String key) {
    Node value = members.get(key);
    if (value == null) {
      return null;
    }
    if (!(value instanceof ScalarNode scalar)) {
      problem(value, key + ": no text (expected: a text)");
      return null;
    }
    return scalar.getValue();
  }

  /** Empty if it is missing, which is a problem. */
  String need(String key) {
    String text = text(key);
    if (text == null || text.isBlank()) {
      problem(key, "missing (expected: a text)");
      return "";
    }
    return text.strip();
  }

  int integer(String key, int otherwise) {
    String text = text(key);
    if (text == null) {
      return otherwise;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      problem(key, text + " (expected: an integer)");
      return otherwise;
    }
  }

  <E extends Enum<E>> E word(String key, Class<E> type, E otherwise) {
    String text = text(key);
    for (E value : type.getEnumConstants()) {
      if (value.name().equals(text)) {
        return value;
      }
    }
    if (text != null) {
      problem(key, text + " (expected: one of " + Arrays.toString(type.getEnumConstants()) + ")");
    }
    return otherwise;
  }

  /** Some of {@code known}, at least one; null: not given. */
  @Nullable Set<String> words(String key, Set<String> known) {
    Node value = members.get(key);
    if (value == null) {
      return null;
    }
    Set<String> words = new LinkedHashSet<>();
    for (Node element : elements(key, value)) {
      String word = element instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (!known.contains(word)) {
        problem(
            element, key + ": " + word + " (expected: some of " + String.join(", ", known) + ")");
      } else {
        words.add(word);
      }
    }
    return words;
  }

  private List<Node> elements(String key, Node value) {
    if (!(value instanceof SequenceNode sequence)) {
      problem(value, key + ": no list (expected: a list)");
      return List.of();
    }
    if (sequence.getValue().isEmpty()) {
      problem(value, key + ": an empty list (expected: at least one)");
    }
    return sequence.getValue();
  }

  YamlObject object(String key) {
    return new YamlObject(members.get(key), problems);
  }

  List<YamlObject> objects(String key) {
    Node value = members.get(key);
    List<YamlObject> objects = new ArrayList<>();
    if (value != null) {
      elements(key, value).forEach(element -> objects.add(new YamlObject(element, problems)));
    }
    return objects;
  }
}
