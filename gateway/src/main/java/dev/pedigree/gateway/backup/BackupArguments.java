package dev.pedigree.gateway.backup;

import dev.pedigree.graph.backup.ErasedPayloads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What was asked for.
 *
 * <p>Settings come as in the gateway, {@code --name=value} with a dot in the name among them.
 */
sealed interface BackupArguments {
  String USAGE =
      "backup FOLDER [--rewrite-erased], restore FOLDER [--to REVISION], restore FOLDER --check";

  Path folder();

  /** Settings that were among the arguments. */
  List<String> settings();

  record ToBackUp(Path folder, ErasedPayloads erased, List<String> settings)
      implements BackupArguments {}

  record ToCheck(Path folder, List<String> settings) implements BackupArguments {}

  /**
   * To put a journal back.
   *
   * @param to empty: the latest
   */
  record ToRestore(Path folder, OptionalLong to, List<String> settings)
      implements BackupArguments {}

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if they are not as {@link #USAGE} says
   */
  static BackupArguments parse(String[] args) {
    List<String> settings = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    for (String arg : args) {
      (arg.startsWith("--") && arg.contains(".") && arg.contains("=") ? settings : rest).add(arg);
    }
    if (rest.size() < 2 || rest.get(1).isBlank() || rest.get(1).startsWith("--")) {
      throw unexpected(rest);
    }
    Path folder = Path.of(rest.get(1));
    List<String> options = rest.subList(2, rest.size());
    return rest.getFirst().equals("backup")
        ? new ToBackUp(folder, erased(options, rest), settings)
        : restore(folder, options, rest, settings);
  }

  private static ErasedPayloads erased(List<String> options, List<String> all) {
    if (options.isEmpty()) {
      return ErasedPayloads.KEEP;
    }
    if (options.equals(List.of("--rewrite-erased"))) {
      return ErasedPayloads.REWRITE;
    }
    throw unexpected(all);
  }

  private static BackupArguments restore(
      Path folder, List<String> options, List<String> all, List<String> settings) {
    if (options.equals(List.of("--check"))) {
      return new ToCheck(folder, settings);
    }
    if (options.isEmpty()) {
      return new ToRestore(folder, OptionalLong.empty(), settings);
    }
    if (options.size() == 2 && options.getFirst().equals("--to")) {
      return new ToRestore(folder, OptionalLong.of(revision(options.getLast())), settings);
    }
    throw unexpected(all);
  }

  private static long revision(String text) {
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException("--to: " + text + " (expected: a revision, 1 or more)");
    }
    return Long.parseLong(text);
  }

  private static IllegalArgumentException unexpected(List<String> arguments) {
    return new IllegalArgumentException("arguments: " + arguments + " (expected: " + USAGE + ")");
  }
}
