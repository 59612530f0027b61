package dev.pedigree.localstack.shared;

import dev.pedigree.localstack.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A scratch folder that belongs to a process, its owner. Whoever finds one whose owner has gone
 * kills the servers in it and deletes it.
 *
 * @param path below {@link #area()}
 */
record RunFolder(Path path) {
  private static final String OWNER = "owner";
  private static final String SHARED = "shared-";
  private static final String PRIVATE = "private-";
  private static final int DELETE_ATTEMPTS = 100;

  /** All the scratch folders of this user. */
  static Path area() {
    Path area =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "pedigree-tests-" + System.getProperty("user.name"));
    try {
      if (!Files.exists(area, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(area);
        Files.setPosixFilePermissions(area, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      return area.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one that all test JVMs of an owner share. */
  static RunFolder sharedBy(ProcessHandle owner) {
    return new RunFolder(area().resolve(SHARED + owner.pid() + "-" + startMillis(owner)))
        .opened(owner);
  }

  /** A new one for an owner alone. */
  static RunFolder privateTo(ProcessHandle owner) {
    try {
      Path path = Files.createTempDirectory(area(), PRIVATE);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
      return new RunFolder(path).opened(owner);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that exist. */
  static List<RunFolder> all() {
    try (Stream<Path> children = Files.list(area())) {
      return children
          .filter(Files::isDirectory)
          .filter(
              child ->
                  child.getFileName().toString().startsWith(SHARED)
                      || child.getFileName().toString().startsWith(PRIVATE))
          .map(RunFolder::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs an action while no other JVM of this user runs one. */
  static synchronized <T> T exclusively(Supplier<T> action) {
    try (var channel =
            FileChannel.open(
                area().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      return action.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Kills and deletes what was left by owners that are gone; leaves to a living keeper what is its
   * own. To be called {@linkplain #exclusively exclusively}.
   */
  static void sweep() {
    for (RunFolder folder : all()) {
      if (!folder.isOwned() && folder.keeper().isEmpty()) {
        folder.clear();
      }
    }
  }

  private RunFolder opened(ProcessHandle owner) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    write(OWNER, owner.pid() + " " + startMillis(owner));
    return this;
  }

  /** The process that the folder belongs to, if that still runs. */
  Optional<ProcessHandle> owner() {
    return read(OWNER)
        .map(text -> text.split(" "))
        .flatMap(
            words ->
                ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> isClose(startMillis(handle), Long.parseLong(words[1]))));
  }

  boolean isOwned() {
    return owner().isPresent();
  }

  /** The process that keeps the folder's servers, if it runs. */
  Optional<ServerProcess> keeper() {
    return ServerProcess.in(path);
  }

  /** Says whether a test asked for something, or the keeper said it. */
  boolean has(String name) {
    return Files.exists(path.resolve(name));
  }

  /** What was written under a name, if anything was. */
  Optional<String> read(String name) {
    try {
      return Optional.of(Files.readString(path.resolve(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a text that readers see whole or not at all. */
  void write(String name, String text) {
    try {
      Path fresh = Files.createTempFile(path, name, ".new");
      Files.writeString(fresh, text);
      Files.move(fresh, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills every process that works in the folder and deletes it. */
  void clear() {
    ServerProcess.under(path)
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .forEach(ServerProcess::kill);
    try {
      deleteWhole();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whoever waited for a killed server may yet write down that it ended. */
  private void deleteWhole() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        delete(path);
        return;
      } catch (DirectoryNotEmptyException e) {
        if (attempt == DELETE_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Does not mind files that vanish meanwhile. */
  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path child, @Nullable IOException e)
              throws IOException {
            Files.deleteIfExists(child);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static long startMillis(ProcessHandle process) {
    return process.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L);
  }

  /** The system counts start times from its boot, whose own time shifts a little with the clock. */
  private static boolean isClose(long one, long other) {
    return Math.abs(one - other) < 5000;
  }
}
