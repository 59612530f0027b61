package dev.pedigree.operations.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the steps of Dockerfiles led to, so that the beginning that two of them share is carried out
 * once. As Docker does it; but only stages that begin with a base image and take nothing of others
 * are remembered.
 */
final class Steps {
  private final Path folder;
  private final Map<List<Dockerfile.Instruction>, Path> results = new HashMap<>();

  /** Keeps results below {@code folder}. */
  Steps(Path folder) {
    this.folder = folder;
  }

  /**
   * Brings {@code stage} where {@code last} brings it.
   *
   * @param instructions of the stage up to that one
   */
  void take(List<Dockerfile.Instruction> instructions, Path stage, Runnable last)
      throws IOException {
    Path known = results.get(instructions);
    if (known != null) {
      copy(known, stage);
      return;
    }
    last.run();
    if (instructions.stream().noneMatch(each -> each.rest().startsWith("--from="))) {
      Path result = folder.resolve(Integer.toString(results.size()));
      copy(stage, result);
      results.put(List.copyOf(instructions), result);
    }
  }

  /** Copies what is in {@code from}. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path target = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectories(target);
        } else {
          copyFile(each, target);
        }
      }
    }
  }

  /** Takes the place of what is there. */
  static void copyFile(Path from, Path to) throws IOException {
    Files.copy(
        from,
        to,
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES,
        LinkOption.NOFOLLOW_LINKS);
  }
}
