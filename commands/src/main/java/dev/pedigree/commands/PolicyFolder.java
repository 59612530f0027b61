package dev.pedigree.commands;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The policies of a folder: its files that end in {@code .yaml} or {@code .yml}, by name. Folders
 * in it and whatever begins with a dot are left out.
 *
 * @param problems of the files that cannot be read as texts, and are not among {@code files}
 */
record PolicyFolder(List<PolicyFile> files, List<PolicyProblem> problems) {
  /** More than any policy has: the gateway takes 65 536 characters. */
  static final int MAX_BYTES = 4 * 65_536;

  PolicyFolder {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
  }

  /**
   * Reads all of them.
   *
   * @throws CommandFailedException if it is not a folder, or has no such file
   */
  static PolicyFolder read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new CommandFailedException(
          "%s is %s (expected: a folder with policies)"
              .formatted(folder, Files.exists(folder) ? "a file" : "missing"));
    }
    var files = new ArrayList<PolicyFile>();
    var problems = new ArrayList<PolicyProblem>();
    for (Path path : paths(folder)) {
      read(path, problems).ifPresent(files::add);
    }
    if (files.isEmpty() && problems.isEmpty()) {
      throw new CommandFailedException(
          folder + " has no file that ends in .yaml or .yml (expected: at least one policy)");
    }
    return new PolicyFolder(files, problems);
  }

  private static List<Path> paths(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .filter(PolicyFolder::isMeant)
          .sorted(Comparator.comparing(PolicyFolder::name))
          .toList();
    }
  }

  private static boolean isMeant(Path path) {
    String name = name(path);
    return !name.startsWith(".")
        && (name.endsWith(".yaml") || name.endsWith(".yml"))
        && !Files.isDirectory(path);
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static Optional<PolicyFile> read(Path path, List<PolicyProblem> problems) {
    try (var in = Files.newInputStream(path)) {
      return decode(path, in.readNBytes(MAX_BYTES + 1), problems);
    } catch (IOException e) {
      problems.add(new PolicyProblem(path, 1, 1, "it cannot be read: " + e));
      return Optional.empty();
    }
  }

  private static Optional<PolicyFile> decode(
      Path path, byte[] bytes, List<PolicyProblem> problems) {
    CharBuffer out = CharBuffer.allocate(bytes.length);
    boolean wrong =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), out, true).isError();
    String text = out.flip().toString();
    if (bytes.length > MAX_BYTES) {
      problems.add(
          new PolicyProblem(
              path, 1, 1, "it is too long (expected: at most " + MAX_BYTES + " bytes)"));
    } else if (wrong) {
      int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
      problems.add(
          new PolicyProblem(path, line, 1, "it is not UTF-8 from here on (expected: UTF-8)"));
    } else if (text.isBlank()) {
      problems.add(new PolicyProblem(path, 1, 1, "it is empty (expected: a policy, or no file)"));
    } else {
      return Optional.of(new PolicyFile(path, text));
    }
    return Optional.empty();
  }
}
