package dev.pedigree.helm;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** All values as tables, in Markdown. */
final class ValuesPage {
  private ValuesPage() {}

  static String of(List<ValueDescription> values) {
    StringBuilder page = new StringBuilder();
    List<ValueDescription> single = values.stream().filter(it -> it.members().isEmpty()).toList();
    for (ValueDescription section : values) {
      if (!section.members().isEmpty()) {
        page.append("\n### `").append(section.name()).append("`\n\n");
        page.append(section.text()).append("\n\n");
        table(section.members(), page);
      }
    }
    page.append("\n### Others\n\n");
    table(single, page);
    return page.append('\n').toString();
  }

  private static void table(List<ValueDescription> values, StringBuilder page) {
    page.append("| value | default | |\n| --- | --- | --- |\n");
    values.forEach(it -> row(it, page));
  }

  private static void row(ValueDescription value, StringBuilder page) {
    boolean group =
        !value.members().isEmpty() && value.members().stream().noneMatch(it -> it.text().isEmpty());
    page.append("| `").append(value.path()).append("` | ");
    if (!group) {
      page.append('`').append(JsonMapper.shared().writeValueAsString(value.standard())).append('`');
    }
    page.append(" | ").append(value.text().replace("|", "\\|")).append(" |\n");
    if (group) {
      value.members().forEach(it -> row(it, page));
    }
  }
}
