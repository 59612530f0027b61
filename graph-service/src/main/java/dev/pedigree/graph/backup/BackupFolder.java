package dev.pedigree.graph.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a backup, kept by one process that writes to it. A file gets its name when it is
 * whole and on the disk; what the manifest does not name does not count.
 */
final class BackupFolder implements AutoCloseable {
  private static final String PART = ".part";

  private static final String LOCK = "lock";

  private final Path path;
  private final FileChannel lock;

  private BackupFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Opens or makes the folder.
   *
   * @throws BackupException if another process writes to it, or it has other things in it
   */
  static BackupFolder open(Path path) throws IOException {
    Files.createDirectories(path);
    requireOurs(path);
    FileChannel lock =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(lock) == null) {
      lock.close();
      throw new BackupException("another backup into " + path + " is under way");
    }
    return new BackupFolder(path, lock);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void requireOurs(Path path) throws IOException {
    List<String> names = names(path);
    if (names.contains(Manifest.FILE)) {
      return;
    }
    if (names.stream().anyMatch(Segment::isName)) {
      throw new BackupException(
          path + " has segments and no " + Manifest.FILE + " (expected: both, or neither)");
    }
    names.stream()
        .filter(name -> !name.equals(LOCK) && !name.endsWith(PART))
        .findFirst()
        .ifPresent(
            name -> {
              throw new BackupException(
                  path + " has " + name + " in it (expected: an empty folder, or a backup)");
            });
  }

  private static List<String> names(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /**
   * The manifest of the backup in a folder.
   *
   * @throws BackupException if there is none, or it is damaged or of a newer version
   */
  static Manifest read(Path path) throws IOException {
    try {
      return Manifest.decode(Files.readAllBytes(path.resolve(Manifest.FILE)));
    } catch (NoSuchFileException e) {
      throw new BackupException(
          "there is no backup in " + path + ": " + Manifest.FILE + " is missing");
    }
  }

  Optional<Manifest> manifest() throws IOException {
    return Files.exists(path.resolve(Manifest.FILE)) ? Optional.of(read(path)) : Optional.empty();
  }

  Path path() {
    return path;
  }

  /** Where a file is written before it is whole. */
  Path part(String name) {
    return path.resolve(name + PART);
  }

  /** Gives a file that is whole and on the disk its name. */
  void settle(Path part, String name) throws IOException {
    Files.move(
        part,
        path.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    force(path);
  }

  /** From here on the backup is what {@code manifest} says. */
  void publish(Manifest manifest) throws IOException {
    Path part = part(Manifest.FILE);
    try (FileChannel out =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(manifest.encode());
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    settle(part, Manifest.FILE);
  }

  /** Deletes what earlier processes left: files that are not whole, or that nobody names. */
  void clean(Manifest manifest) throws IOException {
    Set<String> named = manifest.segments().stream().map(Segment::file).collect(Collectors.toSet());
    for (String name : names(path)) {
      if (name.endsWith(PART) || (Segment.isName(name) && !named.contains(name))) {
        Files.deleteIfExists(path.resolve(name));
      }
    }
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
