package dev.pedigree.operations.image;

import dev.pedigree.localstack.LoopbackPort;
import dev.pedigree.localstack.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process with the command line, the environment and the user of an image, and nothing else of
 * this JVM's. It can be killed and started again.
 */
public final class Container implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofMinutes(3);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long MEBIBYTE = 1 << 20;

  private final Image image;
  private final Path folder;
  private final Map<String, String> environment;
  private final LoopbackPort port;
  private final MemoryLimit memory;
  private @Nullable Process process;

  /**
   * Made, not started.
   *
   * @param folder of its own: its log, and {@code volume}, which it can write
   * @param environment added to the image's; where it listens is told by {@code port}
   * @param mebibytes of memory
   */
  public Container(
      Image image, Path folder, Map<String, String> environment, LoopbackPort port, int mebibytes) {
    this.image = image;
    this.folder = folder;
    this.environment = Map.copyOf(environment);
    this.port = port;
    this.memory = MemoryLimit.of(mebibytes * MEBIBYTE);
  }

  /** What it may write, wherever it runs. */
  public static Path volume(Path folder, Image image) {
    try {
      Path volume = Files.createDirectories(folder.resolve("volume"));
      if (isRoot()) {
        Files.setAttribute(volume, "unix:uid", user(image));
      }
      return volume;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int user(Image image) {
    return Integer.parseInt(image.user().split(":", -1)[0]);
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Starts it and returns at once. */
  public void start() {
    try {
      Files.createDirectories(folder);
      var builder =
          new ProcessBuilder(command(List.of(ServerProcess.mark(folder))))
              .directory(image.file("/app").toFile())
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      process = started(builder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>(memory.words());
    if (isRoot()) {
      String[] user = image.user().split(":", -1);
      command.addAll(
          List.of("setpriv", "--reuid=" + user[0], "--regid=" + user[1], "--clear-groups"));
    }
    command.addAll(image.command());
    command.addAll(arguments);
    return command;
  }

  private Process started(ProcessBuilder builder) throws IOException {
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().putAll(image.environment());
    builder.environment().putAll(environment);
    builder.environment().merge("JAVA_TOOL_OPTIONS", memory.option(), String::concat);
    return builder.start();
  }

  /** Runs the image with other arguments beside it, to the end; what it printed, or fails. */
  public String run(String... arguments) throws IOException, InterruptedException {
    Path out = folder.resolve("run.log");
    var builder =
        new ProcessBuilder(command(List.of(arguments)))
            .directory(image.file("/app").toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    Process run = started(builder);
    if (!run.waitFor(READY_LIMIT) || run.exitValue() != 0) {
      run.destroyForcibly();
      throw new AssertionError(List.of(arguments) + ": " + Files.readString(out));
    }
    return Files.readString(out);
  }

  /** The image's own health check, as Docker asks it; its exit code. */
  public int health() throws IOException, InterruptedException {
    Process check = new ProcessBuilder(health(image.health())).inheritIO().start();
    check.waitFor();
    return check.exitValue();
  }

  /** The port is another one than in an image of its own. */
  private List<String> health(List<String> words) {
    return List.of(words.getFirst(), Integer.toString(port.number()));
  }

  /** What it printed. */
  public Path log() {
    return folder.resolve("log");
  }

  public LoopbackPort port() {
    return port;
  }

  public URI uri(String path) {
    return URI.create("http://" + LoopbackPort.HOST + ":" + port.number() + path);
  }

  public boolean isReady() {
    try {
      return get("/actuator/health/readiness").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** The answer, whatever it is. */
  public HttpResponse<String> get(String path) throws IOException {
    return send(HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30)).build());
  }

  private static HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Waits until it is ready.
   *
   * @throws AssertionError with its log if it ends before
   */
  public void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (!isReady()) {
      if (process == null || !process.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError(folder + " is not ready: " + Files.readString(log()));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Ends it at once, as a power cut would. */
  public void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  /** Asks it to end, as Kubernetes does, and waits; its exit code. */
  public int stop() throws InterruptedException {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    process.destroy();
    if (!process.waitFor(READY_LIMIT)) {
      throw new AssertionError(folder + " does not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    try {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    memory.close();
  }
}
