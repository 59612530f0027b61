package dev.pedigree.localstack.cli;

import dev.pedigree.localstack.CassandraServer;
import dev.pedigree.localstack.Checkout;
import dev.pedigree.localstack.ElasticsearchServer;
import dev.pedigree.localstack.GatewayServer;
import dev.pedigree.localstack.LocalServer;
import dev.pedigree.localstack.LoopbackPort;
import dev.pedigree.localstack.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * One local stack on this machine: its folder and its servers. Settings come from the environment,
 * then from what the running stack was started with, then from {@code config} in the folder.
 */
final class Installation {
  private static final String RUNNING = "running";
  private static final int HEAP_MEBIBYTES = 512;
  private static final int GATEWAY_HEAP_MEBIBYTES = 640;

  private final Path home;
  private final CassandraServer cassandra;
  private final ElasticsearchServer elasticsearch;
  private final GatewayServer gateway;

  Installation(Checkout checkout, Path home, Map<String, String> environment, Path gatewayJar) {
    this.home = home.toAbsolutePath().normalize();
    var settings = new Settings(environment, properties(RUNNING), properties("config"));
    this.cassandra =
        new CassandraServer(
            settings(checkout, "cassandra", settings.port("PEDIGREE_CASSANDRA_PORT", 19_042)));
    this.elasticsearch =
        new ElasticsearchServer(
            settings(
                checkout, "elasticsearch", settings.port("PEDIGREE_ELASTICSEARCH_PORT", 19_200)));
    this.gateway =
        new GatewayServer(
            settings(checkout, "gateway", settings.port("PEDIGREE_PORT", 8080))
                .withHeapMebibytes(GATEWAY_HEAP_MEBIBYTES),
            gatewayJar,
            cassandra.port(),
            elasticsearch.uri(),
            settings.text("PEDIGREE_SCHEMA_EXTENSIONS").map(Path::of));
  }

  /** The one of this checkout, as the environment describes it. */
  static Installation ofEnvironment() {
    var checkout = Checkout.find();
    var environment = System.getenv();
    Path home =
        Optional.ofNullable(environment.get("PEDIGREE_HOME"))
            .map(Path::of)
            .orElse(checkout.root().resolve(".pedigree"));
    return new Installation(checkout, home, environment, checkout.gatewayJar());
  }

  private ServerSettings settings(Checkout checkout, String name, LoopbackPort port) {
    return new ServerSettings(checkout, home.resolve(name), port, HEAP_MEBIBYTES, true);
  }

  private Properties properties(String file) {
    var properties = new Properties();
    Path path = home.resolve(file);
    if (Files.exists(path)) {
      try (var reader = Files.newBufferedReader(path)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return properties;
  }

  /** Writes down the ports, for commands that come without the environment of this one. */
  void remember() {
    try {
      Files.createDirectories(home);
      Files.writeString(
          home.resolve(RUNNING),
          "PEDIGREE_PORT=%d\nPEDIGREE_CASSANDRA_PORT=%d\nPEDIGREE_ELASTICSEARCH_PORT=%d\n"
              .formatted(
                  gateway.port().number(),
                  cassandra.port().number(),
                  elasticsearch.port().number()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The contrary of {@link #remember}. */
  void forget() {
    try {
      Files.deleteIfExists(home.resolve(RUNNING));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In the order in which they are started. */
  List<LocalServer> servers() {
    return List.of(cassandra, elasticsearch, gateway);
  }

  /** Where the gateway answers. */
  URI uri() {
    return gateway.uri();
  }

  private record Settings(Map<String, String> environment, Properties running, Properties file) {
    Optional<String> text(String name) {
      return Optional.ofNullable(environment.get(name))
          .or(() -> Optional.ofNullable(running.getProperty(name)))
          .or(() -> Optional.ofNullable(file.getProperty(name)))
          .map(String::strip)
          .filter(text -> !text.isEmpty());
    }

    LoopbackPort port(String name, int otherwise) {
      String text = text(name).orElse(Integer.toString(otherwise));
      try {
        return new LoopbackPort(Integer.parseInt(text.strip()));
      } catch (IllegalArgumentException e) {
        throw new CommandFailedException(name + ": " + text + " (expected: 1 to 65535)");
      }
    }
  }
}
