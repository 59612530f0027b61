package dev.pedigree.bench.operations;

import dev.pedigree.localstack.LoopbackPort;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One gateway that is started and ended over and over, on the same port. */
final class GatewayProcess implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 1_000;
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final long POLL_MILLIS = 10;

  private final LoopbackPort port;
  private final Path log;
  private @Nullable Process process;

  GatewayProcess(LoopbackPort port, Path log) {
    this.port = port;
    this.log = log;
  }

  URI uri() {
    return URI.create("http://" + LoopbackPort.HOST + ":" + port.number());
  }

  void start(List<String> command) throws IOException {
    process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
  }

  /** Waits until it is ready; the processor time that it took until then. */
  Duration awaitReady() throws IOException, InterruptedException {
    Process started = running();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!isReady()) {
      if (!started.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("the gateway is not ready: see " + log);
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return started.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process;
  }

  boolean isReady() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              uri().resolve("/actuator/health/readiness").toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** Asks it to end, as Kubernetes does, and waits until it has. */
  void stop() throws InterruptedException {
    Process ending = running();
    ending.destroy();
    if (!ending.waitFor(LIMIT)) {
      throw new IllegalStateException("the gateway does not end");
    }
  }

  /** Waits until it has given everything back. */
  void awaitEnd() throws InterruptedException {
    running().waitFor();
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
