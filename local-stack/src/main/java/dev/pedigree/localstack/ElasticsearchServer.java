package dev.pedigree.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A single Elasticsearch node on loopback, without security. Where this JVM is root's it runs as an
 * unprivileged user, in another folder than asked for if that user cannot get to it.
 */
public final class ElasticsearchServer extends LocalServer {
  private static final int TIMEOUT_MILLIS = 2000;

  private final UnprivilegedUser user = new UnprivilegedUser();
  private final Path folder;

  /** Makes no process yet. */
  public ElasticsearchServer(ServerSettings settings) {
    super("Elasticsearch", settings);
    try {
      this.folder = user.reachable(settings.folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path folder() {
    return folder;
  }

  /** Where clients reach it. */
  public URI uri() {
    return URI.create("http://" + LoopbackPort.HOST + ":" + port().number());
  }

  /** True once the cluster of this one node has recovered its indices. */
  @Override
  public boolean answers() {
    return HttpProbe.status(
            uri().resolve("/_cluster/health?wait_for_status=yellow&timeout=1s"), TIMEOUT_MILLIS)
        == HttpURLConnection.HTTP_OK;
  }

  /** Of one start: what it leaves is cleared away by the next one. */
  private Path scratch() {
    return folder.resolve("tmp");
  }

  @Override
  void prepare() throws IOException {
    Path configuration = Files.createDirectories(folder.resolve("conf"));
    clear(scratch());
    for (String part : List.of("data", "logs", "tmp")) {
      Files.createDirectories(folder.resolve(part));
    }
    Files.writeString(configuration.resolve("elasticsearch.yml"), yaml(LoopbackPort.free()));
    Files.writeString(configuration.resolve("jvm.options"), jvmOptions());
    Files.writeString(configuration.resolve("log4j2.properties"), logging());
    if (!Files.exists(log())) {
      Files.createFile(log());
    }
    user.own(folder);
  }

  private static void clear(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var paths = Files.walk(folder)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /**
   * Goes through Elasticsearch's own launcher, a short-lived JVM that checks the settings, starts
   * the server and leaves once that listens. Until then it is the process on record.
   */
  @Override
  void launchProcess() throws IOException {
    Path home = user.readable(settings().checkout().elasticsearch());
    // It looks for its modules in the working directory.
    Map<String, String> variables = Map.of("ES_TMPDIR", scratch().toString());
    ServerProcess.record(folder, run(command(home), home, variables).pid());
  }

  private List<String> command(Path home) throws IOException {
    Path jdk = user.readable(Programs.jdk());
    var command = new ArrayList<>(user.command());
    command.addAll(
        List.of(
            jdk.resolve("bin/java").toString(),
            ServerProcess.mark(folder),
            "-Xms4m",
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Djava.io.tmpdir=" + scratch(),
            "-Dcli.name=server",
            "-Dcli.script=" + home.resolve("bin/elasticsearch"),
            "-Dcli.libs=lib/tools/server-cli",
            "-Des.path.home=" + home,
            "-Des.path.conf=" + folder.resolve("conf"),
            "-Des.distribution.type=zip",
            "-Des.java.type=ES_JAVA_HOME",
            "-cp",
            home.resolve("lib") + "/*:" + home.resolve("lib/cli-launcher") + "/*",
            "org.elasticsearch.launcher.CliToolLauncher",
            "-d"));
    return command;
  }

  private String yaml(LoopbackPort transport) {
    return """
    cluster.name: pedigree-local
    node.name: local
    discovery.type: single-node
    network.host: 127.0.0.1
    http.port: %d
    transport.port: %d
    path.data: '%s'
    path.logs: '%s'
    xpack.security.enabled: false
    xpack.ml.enabled: false
    cluster.routing.allocation.disk.threshold_enabled: false
    # With the serial collector garbage counts as used, and nothing would be let in any more.
    indices.breaker.total.use_real_memory: false
    """
        .formatted(
            port().number(),
            transport.number(),
            folder.resolve("data").toString().replace("'", "''"),
            folder.resolve("logs").toString().replace("'", "''"));
  }

  private String jvmOptions() {
    int heap = settings().heapMebibytes();
    return """
    %s
    -Xms%dm
    -Xmx%dm
    -XX:+UseSerialGC
    -XX:-UsePerfData
    %s
    -XX:+ExitOnOutOfMemoryError
    -XX:ErrorFile=%s/hs_err_%%p.log
    -Djava.io.tmpdir=%s
    --add-modules=jdk.incubator.vector
    -Dorg.apache.lucene.store.MMapDirectory.sharedArenaMaxPermits=1
    """
        .formatted(
            ServerProcess.mark(folder),
            heap,
            heap,
            settings().compilation(),
            folder.resolve("logs"),
            scratch());
  }

  private String logging() {
    return """
    status = error
    appender.file.type = File
    appender.file.name = file
    appender.file.fileName = %s
    appender.file.layout.type = PatternLayout
    appender.file.layout.pattern = %%d{yyyy-MM-dd HH:mm:ss} %%-5p %%c{1.} %%m%%n
    rootLogger.level = warn
    rootLogger.appenderRef.file.ref = file
    logger.node.name = org.elasticsearch.node.Node
    logger.node.level = info
    """
        .formatted(log());
  }
}
