package dev.pedigree.localstack.cli;

import dev.pedigree.commands.CommandFailedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code diff} is to compare, and how to show it.
 *
 * @param asOf the revision at which both are compared, or a time; null: now
 */
record DiffOptions(ArtifactRef base, ArtifactRef head, @Nullable String asOf, boolean markdown) {
  private static final String USAGE = "diff BASE HEAD [--as-of REVISION|TIME] [--markdown]";

  /**
   * Reads the command's arguments.
   *
   * @throws CommandFailedException if they are others
   */
  static DiffOptions parse(List<String> arguments) {
    List<String> artifacts = new ArrayList<>();
    String asOf = null;
    boolean markdown = false;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      switch (argument) {
        case "--markdown" -> markdown = true;
        case "--as-of" -> {
          i++;
          asOf = revision(i < arguments.size() ? arguments.get(i) : "");
        }
        default -> artifacts.add(argument);
      }
    }
    if (artifacts.size() != 2 || artifacts.stream().anyMatch(it -> it.startsWith("--"))) {
      throw new CommandFailedException("arguments: " + arguments + " (expected: " + USAGE + ")");
    }
    return new DiffOptions(
        ArtifactRef.parse(artifacts.getFirst()),
        ArtifactRef.parse(artifacts.getLast()),
        asOf,
        markdown);
  }

  /** What looks like one; the gateway reads it. */
  private static String revision(String text) {
    if (!text.matches("[0-9]{1,18}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.Z+-]+")) {
      throw new CommandFailedException(
          "--as-of: "
              + text
              + " (expected: the number of a revision, or a time such as"
              + " 2026-10-01T12:00:00Z)");
    }
    return text;
  }
}
