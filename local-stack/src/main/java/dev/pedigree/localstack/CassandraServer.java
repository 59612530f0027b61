package dev.pedigree.localstack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A single Cassandra node on loopback. A write is acknowledged once the commit log is synced, so
 * what was acknowledged survives {@link #kill}; a mutation may have 16 MiB and more.
 */
public final class CassandraServer extends LocalServer {
  /** How the driver has to call the only data centre. */
  public static final String DATACENTER = "datacenter1";

  private static final List<String> EXPORTED =
      List.of(
          "java.base/java.lang.ref",
          "java.base/jdk.internal.misc",
          "java.base/jdk.internal.perf",
          "java.base/jdk.internal.ref",
          "java.base/sun.nio.ch",
          "java.management.rmi/com.sun.jmx.remote.internal.rmi",
          "java.rmi/sun.rmi.registry",
          "java.rmi/sun.rmi.server",
          "java.sql/java.sql",
          "jdk.unsupported/sun.misc");
  private static final List<String> OPENED =
      List.of(
          "java.base/java.io",
          "java.base/java.lang",
          "java.base/java.lang.module",
          "java.base/java.lang.reflect",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/java.util.concurrent.locks",
          "java.base/jdk.internal.loader",
          "java.base/jdk.internal.math",
          "java.base/jdk.internal.module",
          "java.base/jdk.internal.ref",
          "java.base/jdk.internal.reflect",
          "java.base/sun.nio.ch",
          "jdk.management/com.sun.management.internal");

  private final boolean startsOnce;
  private final @Nullable OwnCa ca;

  /** Makes no process yet. */
  public CassandraServer(ServerSettings settings) {
    this(settings, false, null);
  }

  private CassandraServer(ServerSettings settings, boolean startsOnce, @Nullable OwnCa ca) {
    super("Cassandra", settings);
    this.startsOnce = startsOnce;
    this.ca = ca;
  }

  /**
   * One that is never started again on its folder, for tests: keyspaces and tables, and what is in
   * them, may be gone once it has ended. In return they are made several times faster.
   */
  public static CassandraServer startingOnce(ServerSettings settings) {
    return new CassandraServer(settings, true, null);
  }

  /**
   * Likewise, but it lets in only who comes over TLS with a certificate of {@code ca} and a
   * password, and does what its role has rights to. At first there is one role, the superuser
   * {@code cassandra} with its name as password.
   */
  public static CassandraServer secured(ServerSettings settings, OwnCa ca) {
    return new CassandraServer(settings, true, ca);
  }

  @Override
  public boolean answers() {
    return CqlProbe.answers(
        port(), ca == null ? SocketFactory.getDefault() : ca.client().getSocketFactory());
  }

  @Override
  void prepare() throws IOException {
    Path configuration = Files.createDirectories(folder().resolve("conf"));
    Files.writeString(configuration.resolve("cassandra.yaml"), yaml(LoopbackPort.free()));
    Files.writeString(configuration.resolve("logback.xml"), LOGBACK);
  }

  @Override
  void launchProcess() throws IOException {
    ServerProcess.record(folder(), run(command(), folder()).pid());
  }

  private List<String> command() throws IOException {
    Path configuration = folder().resolve("conf");
    var command = new ArrayList<String>();
    command.add(Programs.java());
    command.add(ServerProcess.mark(folder()));
    command.addAll(memoryOptions());
    EXPORTED.forEach(name -> command.add("--add-exports=" + name + "=ALL-UNNAMED"));
    OPENED.forEach(name -> command.add("--add-opens=" + name + "=ALL-UNNAMED"));
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-javaagent:" + memoryMeter(),
            "-Djdk.attach.allowAttachSelf=true",
            "-Dcassandra.config=" + configuration.resolve("cassandra.yaml").toUri(),
            "-Dlogback.configurationFile=" + configuration.resolve("logback.xml"),
            "-Dcassandra.storagedir=" + folder().resolve("data"),
            "-Dcassandra.ring_delay_ms=1",
            "-Dcassandra.skip_wait_for_gossip_to_settle=0",
            "-Dcassandra.superuser_setup_delay_ms=0",
            "-Dcassandra.test.flush_local_schema_changes=" + !startsOnce,
            "-Dcassandra-foreground=yes",
            "-Djava.awt.headless=true",
            "-cp",
            String.join(
                File.pathSeparator,
                settings().checkout().cassandraClasses().toString(),
                settings().checkout().cassandraLibraries().resolve("*").toString()),
            "org.apache.cassandra.service.CassandraDaemon"));
    return command;
  }

  private List<String> memoryOptions() {
    int heap = settings().heapMebibytes();
    return List.of(
        "-Xms" + heap + "m",
        "-Xmx" + heap + "m",
        "-Xss512k",
        "-XX:MaxDirectMemorySize=" + heap + "m",
        "-XX:+UseSerialGC",
        settings().compilation(),
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-UsePerfData");
  }

  private Path memoryMeter() throws IOException {
    try (Stream<Path> libraries = Files.list(settings().checkout().cassandraLibraries())) {
      return libraries
          .filter(library -> library.getFileName().toString().startsWith("jamm-"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("jamm is missing among the libraries"));
    }
  }

  private String yaml(LoopbackPort internode) {
    return """
    cluster_name: pedigree-local
    num_tokens: 1
    partitioner: org.apache.cassandra.dht.Murmur3Partitioner
    endpoint_snitch: SimpleSnitch
    listen_address: 127.0.0.1
    rpc_address: 127.0.0.1
    storage_port: %d
    start_native_transport: true
    native_transport_port: %d
    seed_provider:
      - class_name: org.apache.cassandra.locator.SimpleSeedProvider
        parameters: [{seeds: "127.0.0.1:%d"}]
    data_file_directories: [%s]
    commitlog_directory: %s
    hints_directory: %s
    cdc_raw_directory: %s
    saved_caches_directory: %s
    commitlog_sync: group
    commitlog_sync_group_window: 1ms
    commitlog_segment_size: 64MiB
    commitlog_total_space: 1024MiB
    native_transport_max_frame_size: 32MiB
    native_transport_max_request_data_in_flight: 256MiB
    native_transport_max_request_data_in_flight_per_ip: 256MiB
    paxos_variant: v2
    memtable:
      configurations:
        trie: {class_name: TrieMemtable}
        default: {inherits: trie}
    memtable_allocation_type: offheap_objects
    memtable_offheap_space: 256MiB
    concurrent_compactors: 1
    compaction_throughput: 16MiB/s
    storage_compatibility_mode: NONE
    auto_snapshot: false
    disk_failure_policy: die
    commit_failure_policy: die
    read_request_timeout: 10s
    range_request_timeout: 20s
    write_request_timeout: 5s
    cas_contention_timeout: 5s
    request_timeout: 20s
    """
        .formatted(
            internode.number(),
            port().number(),
            internode.number(),
            quoted("data"),
            quoted("commitlog"),
            quoted("hints"),
            quoted("cdc"),
            quoted("saved_caches"))
        .concat(ca == null ? "" : security(ca));
  }

  private static String security(OwnCa ca) {
    return """
    authenticator: PasswordAuthenticator
    authorizer: CassandraAuthorizer
    client_encryption_options:
      enabled: true
      optional: false
      require_client_auth: true
      store_type: PKCS12
      keystore: '%s'
      keystore_password: %s
      truststore: '%s'
      truststore_password: %s
    """
        .formatted(ca.keyStore(), OwnCa.PASSWORD, ca.trustStore(), OwnCa.PASSWORD);
  }

  private String quoted(String part) {
    return "'" + folder().resolve("data").resolve(part).toString().replace("'", "''") + "'";
  }

  private static final String LOGBACK =
      """
      <configuration>
        <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%d{yyyy-MM-dd HH:mm:ss} %-5level %logger{20} %msg%n</pattern></encoder>
        </appender>
        <logger name="org.apache.cassandra.service.CassandraDaemon" level="INFO"/>
        <root level="WARN"><appender-ref ref="out"/></root>
      </configuration>
      """;
}
