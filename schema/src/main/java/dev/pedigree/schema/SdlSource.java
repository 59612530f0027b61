package dev.pedigree.schema;

import graphql.language.SourceLocation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A text in GraphQL's schema definition language.
 *
 * @param name where it comes from, for messages: a file's name
 */
public record SdlSource(String name, String text) {
  private static final String ENDING = ".graphqls";
  private static final int MOST_SHOWN = 5;

  /**
   * The files of a folder, and of the folders in it, that end in {@code .graphqls}, sorted by path.
   * Whatever begins with a dot is left out.
   *
   * @throws SchemaException if it is not a folder, there is no such file in it, or one cannot be
   *     read as UTF-8
   * @throws IOException if the folder cannot be read
   */
  public static List<SdlSource> folder(Path folder) throws IOException {
    Problems problems = new Problems();
    if (!Files.isDirectory(folder)) {
      problems.add(
          "%s is %s (expected: a folder with files that end in %s)"
              .formatted(folder, Files.exists(folder) ? "a file" : "missing", ENDING));
    }
    problems.throwIfAny();
    List<SdlSource> sources = new ArrayList<>();
    List<String> others = new ArrayList<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(it -> isMeant(folder, it)).sorted().toList()) {
        String name = folder.relativize(file).toString();
        if (name.endsWith(ENDING)) {
          read(file, name, problems).ifPresent(sources::add);
        } else {
          others.add(name);
        }
      }
    }
    problems.throwIfAny();
    if (sources.isEmpty()) {
      problems.add(
          "%s has no file that ends in %s (found: %s)"
              .formatted(folder, ENDING, others.isEmpty() ? "nothing" : shown(others)));
    }
    problems.throwIfAny();
    return sources;
  }

  private static boolean isMeant(Path folder, Path file) {
    for (Path part : folder.relativize(file)) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    return !Files.isDirectory(file);
  }

  private static String shown(List<String> names) {
    return names.size() <= MOST_SHOWN
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST_SHOWN))
            + " and "
            + (names.size() - MOST_SHOWN)
            + " more";
  }

  private static Optional<SdlSource> read(Path file, String name, Problems problems) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException unreadable) {
      boolean nowhere = Files.isSymbolicLink(file) && Files.notExists(file);
      problems.add(
          new SourceLocation(1, 1, name),
          nowhere
              ? "it is a link that leads nowhere (expected: a file)"
              : "it cannot be read: " + unreadable);
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    if (StandardCharsets.UTF_8.newDecoder().decode(in, out, true).isError()) {
      String before = out.flip().toString();
      int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
      problems.add(
          new SourceLocation(line, 1, name), "it is not UTF-8 from here on (expected: UTF-8)");
      return Optional.empty();
    }
    return Optional.of(new SdlSource(name, out.flip().toString()));
  }
}
