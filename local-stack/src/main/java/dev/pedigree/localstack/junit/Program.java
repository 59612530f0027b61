package dev.pedigree.localstack.junit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program of this machine that a test runs to its end.
 *
 * @param folder where it runs
 * @param environment added to that of this JVM
 * @param limit after which it is killed
 */
public record Program(Path folder, Map<String, String> environment, Duration limit) {
  /**
   * What became of it.
   *
   * @param code 0: it succeeded
   * @param output what it printed, to both streams
   */
  public record Result(int code, String output) {}

  /** Copies the environment. */
  public Program {
    environment = Map.copyOf(environment);
  }

  /** Whether all of them are on the PATH. */
  public static boolean areInstalled(String... names) {
    return Stream.of(names).allMatch(Program::isInstalled);
  }

  private static boolean isInstalled(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  /**
   * Runs it, without input.
   *
   * @throws AssertionError if it does not end in time
   */
  public Result run(String... command) {
    try {
      Path output = Files.createTempFile("program", ".log");
      try {
        return run(output, command);
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Result run(Path output, String... command) throws IOException {
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(List.of(command) + " takes longer than " + limit);
      }
      return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
