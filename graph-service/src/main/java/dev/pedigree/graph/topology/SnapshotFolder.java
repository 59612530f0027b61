package dev.pedigree.graph.topology;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a topology keeps its bases, to begin with them at the next start. It is a cache: what is
 * damaged, of another journal or missing is made anew from the journal, never trusted.
 *
 * @param path made if absent; null: nothing is kept
 * @param journal tells the files of several journals apart: letters, digits, {@code _} and {@code
 *     -}
 */
public record SnapshotFolder(@Nullable Path path, String journal) {
  /** Keeps nothing. */
  public static final SnapshotFolder NONE = new SnapshotFolder(null, "");

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotFolder.class);
  private static final String SUFFIX = ".topology";

  /** Whether there is a folder. */
  boolean keeps() {
    return path != null;
  }

  /**
   * Keeps {@code base} instead of those before, and gives it as it lies on the disk; if it cannot
   * be kept, as it is.
   */
  Base keep(Base base) {
    if (path == null) {
      return base;
    }
    try {
      Files.createDirectories(path);
      Path draft = Files.createTempFile(path, journal + "-", ".draft");
      try {
        Files.delete(draft);
        SnapshotFile.write(draft, base);
        Path file = path.resolve("%s-%019d%s".formatted(journal, base.revision(), SUFFIX));
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Base kept = SnapshotFile.read(file);
        forgetAllBut(file);
        return kept;
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException | SnapshotDamagedException e) {
      LOG.warn("No snapshot of the topology at revision {}: {}", base.revision(), e.toString());
      return base;
    }
  }

  /** The newest that is whole and that {@code trusted} accepts; the others are deleted. */
  Optional<Base> newest(Predicate<Base> trusted) {
    for (Path file : files()) {
      try {
        Base base = SnapshotFile.read(file);
        if (trusted.test(base)) {
          return Optional.of(base);
        }
        LOG.warn("{} is not of this journal and schema: it is made anew", file);
      } catch (IOException | SnapshotDamagedException e) {
        LOG.warn("{} cannot be used: {}: it is made anew", file, e.toString());
      }
      delete(file);
    }
    return Optional.empty();
  }

  private void forgetAllBut(Path kept) {
    files().stream().filter(file -> !file.equals(kept)).forEach(SnapshotFolder::delete);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} is of no use any more, and cannot be deleted: {}", file, e.toString());
    }
  }

  /** The newest first. */
  private List<Path> files() {
    if (path == null || !Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(path)) {
      return all.filter(this::isOurs).sorted(Comparator.reverseOrder()).toList();
    } catch (IOException e) {
      LOG.warn("{} cannot be listed: {}", path, e.toString());
      return List.of();
    }
  }

  private boolean isOurs(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(journal + "-")
        && name.endsWith(SUFFIX)
        && name.length() == journal.length() + 1 + 19 + SUFFIX.length();
  }
}
