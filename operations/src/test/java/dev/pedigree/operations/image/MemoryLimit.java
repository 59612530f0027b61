package dev.pedigree.operations.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * As much memory as a container has. A control group of its own where this machine lets us make
 * one; elsewhere the JVM is told that the machine has no more.
 *
 * @param group null: there is none
 */
record MemoryLimit(long bytes, @Nullable Path group) implements AutoCloseable {
  private static final Path GROUPS = Path.of("/sys/fs/cgroup");

  static MemoryLimit of(long bytes) {
    return group(GROUPS.resolve("memory"), "memory.limit_in_bytes", bytes)
        .or(() -> group(GROUPS, "memory.max", bytes))
        .map(group -> new MemoryLimit(bytes, group))
        .orElseGet(() -> new MemoryLimit(bytes, null));
  }

  private static Optional<Path> group(Path parent, String setting, long bytes) {
    Path group = parent.resolve("pedigree-" + UUID.randomUUID());
    try {
      Files.createDirectory(group);
    } catch (IOException e) {
      return Optional.empty();
    }
    try {
      Files.writeString(group.resolve(setting), Long.toString(bytes));
      return Optional.of(group);
    } catch (IOException e) {
      delete(group);
      return Optional.empty();
    }
  }

  private static void delete(Path group) {
    try {
      Files.deleteIfExists(group);
    } catch (IOException e) {
      // The system keeps it while something ends in it; it holds nothing.
    }
  }

  /** What is put before a command. */
  List<String> words() {
    return group == null
        ? List.of()
        : List.of("sh", "-c", "echo $$ >\"$0\"/cgroup.procs && exec \"$@\"", group.toString());
  }

  /** What is added to the JVM's options. */
  String option() {
    return group == null ? " -XX:MaxRAM=" + bytes : "";
  }

  @Override
  public void close() {
    if (group != null) {
      delete(group);
    }
  }
}
