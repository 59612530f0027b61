package dev.pedigree.localstack;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The gateway as a process of its own. It listens before Cassandra does, and answers {@link
 * #answers} with true once it is ready to serve.
 *
 * <p>Its jar is unpacked in its folder, and what its JVM loaded is archived there when it ends: the
 * next start takes about half the processor time.
 */
public final class GatewayServer extends LocalServer {
  private static final int TIMEOUT_MILLIS = 2000;
  private static final Pattern STOPPED = Pattern.compile("\"stopped\":\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Duration UNPACK_LIMIT = Duration.ofMinutes(2);

  private final Path jar;
  private final LoopbackPort cassandra;
  private final URI elasticsearch;
  private final List<String> options;

  /**
   * Makes no process yet.
   *
   * @param jar the gateway's executable jar, which must exist when it is started
   */
  public GatewayServer(
      ServerSettings settings, Path jar, LoopbackPort cassandra, URI elasticsearch) {
    this(settings, jar, cassandra, elasticsearch, List.of());
  }

  /**
   * Likewise, with types of an organisation's own.
   *
   * @param schemaExtensions the folder with their SDL
   */
  public GatewayServer(
      ServerSettings settings,
      Path jar,
      LoopbackPort cassandra,
      URI elasticsearch,
      Optional<Path> schemaExtensions) {
    this(
        settings,
        jar,
        cassandra,
        elasticsearch,
        schemaExtensions
            .map(folder -> List.of("--pedigree.schema.extensions=" + folder.toAbsolutePath()))
            .orElse(List.of()));
  }

  /**
   * Likewise, with further settings.
   *
   * @param options each {@code --name=value}
   */
  public GatewayServer(
      ServerSettings settings,
      Path jar,
      LoopbackPort cassandra,
      URI elasticsearch,
      List<String> options) {
    super("gateway", settings);
    this.options = List.copyOf(options);
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
    return HttpProbe.status(readiness(), TIMEOUT_MILLIS) == HttpURLConnection.HTTP_OK;
  }

  /** It may run and never be ready: a schema that facts or clients do not fit is refused. */
  @Override
  Optional<String> failure() {
    Matcher stopped = STOPPED.matcher(HttpProbe.body(readiness(), TIMEOUT_MILLIS));
    return stopped.find() ? Optional.of(stopped.group(1)) : Optional.empty();
  }

  private URI readiness() {
    return uri().resolve("/actuator/health/readiness");
  }

  @Override
  void prepare() throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new ServerFailedException(
          jar + " is missing (expected: built by `mvn -pl gateway -am package`)");
    }
    Path unpackedFrom = folder().resolve("unpacked-from");
    String version = Files.size(jar) + " " + Files.getLastModifiedTime(jar).toMillis();
    if (!Files.exists(unpackedFrom) || !Files.readString(unpackedFrom).equals(version)) {
      unpack();
      Files.writeString(unpackedFrom, version);
    }
  }

  /**
   * Runs the gateway's program with {@code arguments}, such as {@code backup FOLDER}, beside the
   * server or without one, and waits for its end. What it prints is shown.
   *
   * @return its exit code
   */
  public int runProgram(List<String> arguments) throws IOException {
    if (process().isEmpty()) {
      Files.createDirectories(folder());
      prepare();
    }
    var command = new ArrayList<String>();
    command.add(Programs.java());
    command.addAll(
        List.of(
            "-Xmx" + settings().heapMebibytes() + "m",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dpedigree.terminal=" + Boolean.getBoolean("pedigree.terminal"),
            contactPoints(),
            "-jar",
            unpacked().resolve(jar.getFileName()).toString()));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().keySet().removeAll(Programs.JVM_VARIABLES);
    try {
      return builder.start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailedException("interrupted while the gateway's program ran");
    }
  }

  private String contactPoints() {
    return "-Dpedigree.cassandra.contact-points=" + LoopbackPort.HOST + ":" + cassandra.number();
  }

  private void unpack() throws IOException {
    Process unpacking =
        run(
            List.of(
                Programs.java(),
                ServerProcess.mark(folder()),
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--force",
                "--destination",
                unpacked().toString()),
            folder());
    try {
      if (!unpacking.waitFor(UNPACK_LIMIT) || unpacking.exitValue() != 0) {
        unpacking.destroyForcibly();
        throw new ServerFailedException(jar + " could not be unpacked", log());
      }
    } catch (InterruptedException e) {
      unpacking.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new ServerFailedException("interrupted while " + jar + " was unpacked", log());
    }
  }

  private Path unpacked() {
    return folder().resolve("app");
  }

  @Override
  void launchProcess() throws IOException {
    ServerProcess.record(folder(), run(command(), folder()).pid());
  }

  private List<String> command() {
    var command = new ArrayList<String>();
    command.addAll(
        List.of(
            Programs.java(),
            ServerProcess.mark(folder()),
            "-Xmx" + settings().heapMebibytes() + "m",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+AutoCreateSharedArchive",
            "-XX:SharedArchiveFile=" + folder().resolve("classes.jsa"),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dserver.address=" + LoopbackPort.HOST,
            "-Dserver.port=" + port().number(),
            contactPoints(),
            "-Dpedigree.elasticsearch.uri=" + elasticsearch,
            "-Dpedigree.topology.snapshots=" + folder().resolve("topology"),
            "-jar",
            unpacked().resolve(jar.getFileName()).toString()));
    command.addAll(options);
    return command;
  }
}
