package dev.pedigree.localstack;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The gateway as a process of its own. It listens before Cassandra does, and answers {@link
 * #answers} with true once it is ready to serve.
 */
public final class GatewayServer extends LocalServer {
  private static final int TIMEOUT_MILLIS = 2000;

  private final Path jar;
  private final LoopbackPort cassandra;
  private final URI elasticsearch;

  /**
   * Makes no process yet.
   *
   * @param jar the gateway's executable jar, which must exist when it is started
   */
  public GatewayServer(
      ServerSettings settings, Path jar, LoopbackPort cassandra, URI elasticsearch) {
    super("gateway", settings);
    this.jar = jar;
    this.cassandra = cassandra;
    this.elasticsearch = elasticsearch;
  }

  /** Where clients reach it. */
  public URI uri() {
    return URI.create("http://" + LoopbackPort.HOST + ":" + port().number());
  }

  @Override
  public boolean answers() {
    return HttpProbe.status(uri().resolve("/actuator/health/readiness"), TIMEOUT_MILLIS)
        == HttpURLConnection.HTTP_OK;
  }

  @Override
  void prepare() {
    if (!Files.isRegularFile(jar)) {
      throw new ServerFailedException(
          jar + " is missing (expected: built by `mvn -pl gateway -am package`)");
    }
  }

  @Override
  void launchProcess() throws IOException {
    ServerProcess.record(folder(), run(command(), folder()).pid());
  }

  private List<String> command() {
    return List.of(
        Programs.java(),
        ServerProcess.mark(folder()),
        "-Xmx" + settings().heapMebibytes() + "m",
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Dserver.address=" + LoopbackPort.HOST,
        "-Dserver.port=" + port().number(),
        "-Dpedigree.cassandra.contact-points=" + LoopbackPort.HOST + ":" + cassandra.number(),
        "-Dpedigree.elasticsearch.uri=" + elasticsearch,
        "-jar",
        jar.toString());
  }
}
