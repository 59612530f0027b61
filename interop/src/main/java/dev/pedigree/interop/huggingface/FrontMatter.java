package dev.pedigree.interop.huggingface;

import dev.pedigree.interop.UnreadableDocumentException;
import java.util.List;

/**
 * A text in Markdown that begins with YAML between two lines of three hyphens.
 *
 * @param yaml between the lines
 * @param body after them, without blank lines at its ends
 */
record FrontMatter(String yaml, String body) {
  private static final String LINE = "---";

  static FrontMatter of(String card) {
    List<String> lines = card.lines().toList();
    int first = 0;
    while (first < lines.size() && lines.get(first).isBlank()) {
      first++;
    }
    if (first == lines.size() || !lines.get(first).stripTrailing().equals(LINE)) {
      throw new UnreadableDocumentException(
          "no front matter (expected: YAML between two lines of ---)", "line " + (first + 1));
    }
    for (int i = first + 1; i < lines.size(); i++) {
      if (lines.get(i).stripTrailing().equals(LINE)) {
        return new FrontMatter(
            String.join("\n", lines.subList(first + 1, i)),
            String.join("\n", lines.subList(i + 1, lines.size())).strip());
      }
    }
    throw new UnreadableDocumentException(
        "front matter without an end (expected: a line of ---)", "line " + lines.size());
  }
}
