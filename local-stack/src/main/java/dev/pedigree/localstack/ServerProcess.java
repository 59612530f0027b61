package dev.pedigree.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A running process of the local stack, told from all others by its command line, which names the
 * folder it works in. So a recorded process id that the system has given to someone else since is
 * never mistaken for ours, not even after the clock was stepped (start times move with it).
 */
public final class ServerProcess {
  private static final String MARK = "-Dpedigree.folder=";
  private static final String RECORD = "process";

  /** In {@code /proc/PID/stat}, counted from what follows the program's name. */
  private static final int STATE = 0;

  private static final int THREADS = 17;

  private final ProcessHandle handle;

  private ServerProcess(ProcessHandle handle) {
    this.handle = handle;
  }

  /** The argument that a JVM working in a folder has to be started with. */
  public static String mark(Path folder) {
    return MARK + encoded(folder);
  }

  /** Writes down which process works in a folder. */
  public static void record(Path folder, long pid) {
    try {
      Path fresh = Files.writeString(folder.resolve(RECORD + ".new"), pid + "\n");
      Files.move(fresh, folder.resolve(RECORD), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The process that works in a folder, if one does: the recorded one, or else any that names the
   * folder, which then goes on record. So it is found too if its starter was killed in between.
   */
  public static Optional<ServerProcess> in(Path folder) {
    return recordedIn(folder)
        .or(
            () -> {
              var found = allIn(folder).findFirst();
              found.ifPresent(process -> record(folder, process.pid()));
              return found;
            });
  }

  private static Optional<ServerProcess> recordedIn(Path folder) {
    try {
      long pid = Long.parseLong(Files.readString(folder.resolve(RECORD)).strip());
      String mark = mark(folder);
      return ProcessHandle.of(pid)
          .filter(handle -> arguments(handle).anyMatch(mark::equals))
          .map(ServerProcess::new);
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<ServerProcess> allIn(Path folder) {
    String mark = mark(folder);
    return ProcessHandle.allProcesses()
        .filter(handle -> arguments(handle).anyMatch(mark::equals))
        .map(ServerProcess::new);
  }

  /** Every process that works in a folder or below it, recorded or not. */
  public static Stream<ServerProcess> under(Path folder) {
    String exactly = mark(folder);
    String below = exactly.endsWith("/") ? exactly : exactly + "/";
    return ProcessHandle.allProcesses()
        .filter(
            handle ->
                arguments(handle)
                    .anyMatch(argument -> argument.equals(exactly) || argument.startsWith(below)))
        .map(ServerProcess::new);
  }

  /** The process id. */
  public long pid() {
    return handle.pid();
  }

  /** Says whether it still runs; a process that ended and was not waited for does not. */
  public boolean isAlive() {
    return handle.isAlive() && !isZombie();
  }

  /**
   * True once an ended process has given everything back and only its parent has yet to look. While
   * some of its threads still end, it holds its ports.
   */
  private boolean isZombie() {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid()), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[STATE].equals("Z") && Integer.parseInt(fields[THREADS]) <= 1;
    } catch (IOException e) {
      return false;
    }
  }

  /** When it started, where the system tells. */
  public Optional<Instant> startedAt() {
    return handle.info().startInstant();
  }

  /** Bytes of memory that are resident, where the system tells. */
  public Optional<Long> residentBytes() {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** Asks it to end, waits, and kills it if it has not ended by then. */
  public void stop(Duration grace) {
    handle.destroy();
    if (!ended(grace)) {
      kill();
    }
  }

  /** Ends it at once, as a power cut would. */
  public void kill() {
    handle.destroyForcibly();
    if (!ended(Duration.ofSeconds(20))) {
      throw new IllegalStateException("process " + pid() + " survived being killed");
    }
  }

  private boolean ended(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (isAlive()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pause();
    }
    return true;
  }

  private void pause() {
    try {
      var _ = handle.onExit().get(50, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Looked at again by the caller.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for process " + pid(), e);
    }
  }

  private static Stream<String> arguments(ProcessHandle handle) {
    Path proc = Path.of("/proc", Long.toString(handle.pid()), "cmdline");
    try {
      return Stream.of(Files.readString(proc, StandardCharsets.ISO_8859_1))
          .flatMap(text -> Stream.of(text.split("\0")))
          .filter(argument -> !argument.isEmpty());
    } catch (IOException e) {
      return handle.info().commandLine().stream().flatMap(line -> Stream.of(line.split(" ")));
    }
  }

  /** ASCII without blanks, whatever the folder is called. */
  private static String encoded(Path folder) {
    String text = folder.toAbsolutePath().normalize().toFile().toURI().toASCIIString();
    String path = text.substring("file:".length());
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
