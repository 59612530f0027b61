package dev.pedigree.helm;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * One value of {@code values.yaml}, as its comment describes it. A line {@code # @schema {…}} has
 * more of its JSON schema than the default tells.
 *
 * @param path such as {@code gateway.replicas}
 * @param text empty where what is around it is described
 * @param schema keywords, and {@code form}: one that has a name
 * @param standard its default: null, a text, a number, a boolean, a list or a map
 * @param members of an object, in their order
 */
record ValueDescription(
    String path,
    String text,
    Map<String, Object> schema,
    @Nullable Object standard,
    List<ValueDescription> members) {
  /** The keyword of schemas that have names. */
  static final String FORM = "form";

  private static final String SCHEMA = "@schema ";
  private static final Path FILE = PedigreeChart.FOLDER.resolve("values.yaml");

  ValueDescription {
    members = List.copyOf(members);
  }

  /** Its own name, the last of the path. */
  String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** All of the chart's values. */
  static List<ValueDescription> ofChart() throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setProcessComments(true);
    options.setAllowDuplicateKeys(false);
    Reading reading = new Reading(options);
    try (Reader in = Files.newBufferedReader(FILE)) {
      Node root = new Yaml(options).compose(in);
      return members("", (MappingNode) root, reading);
    }
  }

  private static List<ValueDescription> members(String prefix, MappingNode map, Reading reading) {
    boolean described = map.getFlowStyle() == DumperOptions.FlowStyle.BLOCK;
    List<ValueDescription> members = new ArrayList<>();
    for (NodeTuple member : map.getValue()) {
      ScalarNode key = (ScalarNode) member.getKeyNode();
      String path = prefix + key.getValue();
      List<String> comments =
          key.getBlockComments() == null
              ? List.of()
              : key.getBlockComments().stream()
                  .map(CommentLine::getValue)
                  .map(String::strip)
                  .filter(it -> !it.isEmpty())
                  .toList();
      String text =
          String.join(" ", comments.stream().filter(it -> !it.startsWith(SCHEMA)).toList());
      if (described && text.isEmpty()) {
        throw new AssertionError(FILE + ": " + path + " is not described");
      }
      Map<String, Object> schema = schema(comments);
      members.add(
          new ValueDescription(
              path,
              text,
              schema,
              reading.value(member.getValueNode()),
              member.getValueNode() instanceof MappingNode inner && !schema.containsKey(FORM)
                  ? members(path + ".", inner, reading)
                  : List.of()));
    }
    return members;
  }

  private static Map<String, Object> schema(List<String> comments) {
    return comments.stream()
        .filter(it -> it.startsWith(SCHEMA))
        .findFirst()
        .map(it -> new Yaml().<Map<String, Object>>load(it.substring(SCHEMA.length())))
        .orElse(Map.of());
  }

  /** Makes objects of nodes. */
  private static final class Reading extends SafeConstructor {
    Reading(LoaderOptions options) {
      super(options);
    }

    Object value(Node node) {
      return constructDocument(node);
    }
  }
}
