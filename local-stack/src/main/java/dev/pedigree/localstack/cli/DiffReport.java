package dev.pedigree.localstack.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Prints how two artifacts differ in what they descend from, as it comes in. */
interface DiffReport {
  /** What is known of the diff as a whole; before any change. */
  void begin(JsonNode diff);

  /**
   * One change.
   *
   * @param depth how many edges it is away from the two
   */
  void change(String kind, int depth, String summary);

  /** An artifact's name as {@link ArtifactRef} reads it. */
  static String name(JsonNode artifact) {
    String version = artifact.path("version").asString("");
    return artifact.path("namespace").asString("")
        + "/"
        + artifact.path("name").asString("")
        + (version.isEmpty() ? "" : "@" + version);
  }

  /** So many things. */
  static String count(int count, String one, String many) {
    return count == 0 ? "no " + many : count + " " + (count == 1 ? one : many);
  }

  /** What both have, in one line. */
  static String shared(JsonNode diff) {
    int shared = diff.path("shared").asInt(0);
    int hidden = diff.path("redactedCount").asInt(0);
    StringBuilder line = new StringBuilder();
    line.append("Both ancestries have ")
        .append(count(shared, "artifact", "artifacts"))
        .append(" in common");
    String before = ", nearest ";
    for (JsonNode nearest : diff.path("nearestCommonAncestors")) {
      line.append(before)
          .append(nearest.at("/artifact/kind").asString(""))
          .append(' ')
          .append(name(nearest.path("artifact")))
          .append(" (")
          .append(nearest.at("/distances/0").asInt(0))
          .append(" and ")
          .append(nearest.at("/distances/1").asInt(0))
          .append(" edges away)");
      before = ", ";
    }
    line.append('.');
    if (hidden > 0) {
      line.append(' ')
          .append(count(hidden, "artifact", "artifacts"))
          .append(" may not be read and are left out.");
    }
    return line.toString();
  }

  /** For people at a terminal: a line a change. */
  record Text(PrintStream out) implements DiffReport {
    @Override
    public void begin(JsonNode diff) {
      out.printf(
          Locale.ROOT,
          "head %s%nbase %s%nrevision %d%n%s%n%s%n",
          described(diff.path("head")),
          described(diff.path("base")),
          diff.path("revision").asLong(0),
          shared(diff),
          differences(diff.at("/changes/totalCount").asInt(0)));
    }

    private static String differences(int many) {
      return count(many, "difference", "differences")
          + (many == 0 ? " upstream." : " upstream, by distance:");
    }

    private static String described(JsonNode artifact) {
      return "%s %s (%s)"
          .formatted(
              artifact.path("kind").asString(""),
              name(artifact),
              artifact.path("stage").asString(""));
    }

    @Override
    public void change(String kind, int depth, String summary) {
      String sign =
          switch (kind) {
            case "ADDED" -> "+";
            case "REMOVED" -> "-";
            default -> "~";
          };
      out.printf(Locale.ROOT, "%s %3d  %s%n", sign, depth, summary);
    }
  }

  /** For a pull request or a release note: a heading, a paragraph, a table. */
  record Markdown(PrintStream out) implements DiffReport {
    /** What Markdown would take for its own, within a cell of a table. */
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*\\[\\]<>|#~&]|\\b_|_\\b");

    @Override
    public void begin(JsonNode diff) {
      int changes = diff.at("/changes/totalCount").asInt(0);
      out.printf(
          Locale.ROOT,
          "### Upstream of %s compared with %s%n%n%s %s at revision %d.%n",
          escaped(name(diff.path("head"))),
          escaped(name(diff.path("base"))),
          escaped(shared(diff)),
          sentence(count(changes, "difference", "differences")),
          diff.path("revision").asLong(0));
      if (changes > 0) {
        out.printf(Locale.ROOT, "%n| distance | change | |%n| --: | --- | --- |%n");
      }
    }

    private static String sentence(String text) {
      return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    @Override
    public void change(String kind, int depth, String summary) {
      out.printf(
          Locale.ROOT,
          "| %d | %s | %s |%n",
          depth,
          kind.toLowerCase(Locale.ROOT).replace('_', ' '),
          escaped(summary));
    }

    private static String escaped(String text) {
      return SPECIAL.matcher(text).replaceAll("\\\\$0");
    }
  }
}
