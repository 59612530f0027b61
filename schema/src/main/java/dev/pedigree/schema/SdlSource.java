package dev.pedigree.schema;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A text in GraphQL's schema definition language.
 *
 * @param name where it comes from, for messages: a file's name
 */
public record SdlSource(String name, String text) {
  private static final String ENDING = ".graphqls";

  /**
   * The files of a folder, and of the folders in it, that end in {@code .graphqls}, sorted by path.
   *
   * @throws SchemaException if it is not a folder, or a file in it is not UTF-8
   * @throws IOException if it cannot be read
   */
  public static List<SdlSource> folder(Path folder) throws IOException {
    Problems problems = new Problems();
    if (!Files.isDirectory(folder)) {
      problems.add(folder + " is not a folder (expected: one with *" + ENDING + " files)");
    }
    problems.throwIfAny();
    List<SdlSource> sources = new ArrayList<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(SdlSource::isSdl).sorted().toList()) {
        String name = folder.relativize(file).toString();
        try {
          sources.add(new SdlSource(name, Files.readString(file, StandardCharsets.UTF_8)));
        } catch (CharacterCodingException notUtf8) {
          problems.add(name + " is not UTF-8");
        }
      }
    }
    problems.throwIfAny();
    return sources;
  }

  private static boolean isSdl(Path file) {
    return file.toString().endsWith(ENDING) && Files.isRegularFile(file);
  }
}
