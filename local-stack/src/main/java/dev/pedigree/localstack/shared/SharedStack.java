package dev.pedigree.localstack.shared;

import dev.pedigree.localstack.Checkout;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.LoopbackPort;
import dev.pedigree.localstack.ServerFailedException;
import dev.pedigree.localstack.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The servers that all tests of one Maven run share, in whichever module and JVM they are. They are
 * started when first asked for and stopped when Maven has ended; in an IDE, when the test JVM has.
 */
public final class SharedStack {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final long POLL_MILLIS = 50;
  private static final String MAVEN = "org.codehaus.plexus.classworlds.launcher.Launcher";

  private final RunFolder folder;

  private SharedStack(RunFolder folder) {
    this.folder = folder;
  }

  /** The stack of the run that this JVM is part of; starts no server yet. */
  public static SharedStack ofThisRun() {
    return ofOwner(owner());
  }

  static SharedStack ofOwner(ProcessHandle owner) {
    return RunFolder.exclusively(
        () -> {
          RunFolder.sweep();
          return new SharedStack(RunFolder.sharedBy(owner));
        });
  }

  /** Maven, if it started this JVM, else this JVM. */
  private static ProcessHandle owner() {
    ProcessHandle self = ProcessHandle.current();
    return Stream.iterate(self, ProcessHandle::isAlive, at -> at.parent().orElse(self))
        .skip(1)
        .takeWhile(at -> at.pid() != self.pid())
        .filter(at -> at.info().commandLine().orElse("").contains(MAVEN))
        .findFirst()
        .orElse(self);
  }

  /**
   * Starts what does not run yet, waits until it answers, and says where.
   *
   * @param elasticsearch whether an Elasticsearch is wanted too; without it the answer's URI leads
   *     nowhere unless another test wanted one
   * @throws ServerFailedException if a server does not come up
   */
  public Endpoints endpoints(boolean elasticsearch) {
    var wanted =
        elasticsearch ? List.of(Wanted.CASSANDRA, Wanted.ELASTICSEARCH) : List.of(Wanted.CASSANDRA);
    wanted.forEach(server -> folder.write(server.file(StackKeeper.WANTED), ""));
    ensureKeeper();
    int cassandra = awaitPort(Wanted.CASSANDRA);
    int search = elasticsearch ? awaitPort(Wanted.ELASTICSEARCH) : 1;
    return new Endpoints(
        LoopbackPort.HOST, cassandra, URI.create("http://" + LoopbackPort.HOST + ":" + search));
  }

  /** Makes sure that someone sweeps up after this run. */
  void ensureKeeper() {
    RunFolder.exclusively(
        () -> {
          if (folder.keeper().isEmpty()) {
            spawnKeeper();
          }
          return true;
        });
  }

  RunFolder folder() {
    return folder;
  }

  private void spawnKeeper() {
    Path log = folder.path().resolve("keeper.log");
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            ServerProcess.mark(folder.path()),
            "-Dpedigree.root=" + Checkout.find().root(),
            "-Xms8m",
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-cp",
            classPath(),
            StackKeeper.class.getName(),
            folder.path().toString());
    try {
      // Its output must not be ours: Maven waits for the end of that.
      Process keeper =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      ServerProcess.record(folder.path(), keeper.pid());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where this class came from; nothing else is needed to run the servers. */
  private static String classPath() {
    try {
      var source = SharedStack.class.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private int awaitPort(Wanted server) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      var failure = folder.read(server.file(StackKeeper.FAILED));
      if (failure.isPresent()) {
        throw new ServerFailedException(failure.get());
      }
      var port = folder.read(server.file(StackKeeper.READY));
      if (port.isPresent()) {
        return Integer.parseInt(port.get());
      }
      if (System.nanoTime() > deadline || folder.keeper().isEmpty()) {
        throw new ServerFailedException(
            "no " + server + " from the keeper of this run", folder.path().resolve("keeper.log"));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the servers", e);
    }
  }
}
