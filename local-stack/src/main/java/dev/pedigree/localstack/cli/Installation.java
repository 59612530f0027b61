package dev.pedigree.localstack.cli;

import dev.pedigree.commands.CommandFailedException;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One local stack on this machine: its folder and its servers. Settings come from the environment,
 * then from what the running stack was started with, then from {@code config} in the folder.
 */
final class Installation {
  private static final String RUNNING = "running";
  private static final int HEAP_MEBIBYTES = 512;
  private static final int GATEWAY_HEAP_MEBIBYTES = 640;

  private static final String PORT = "PEDIGREE_PORT";
  private static final String CASSANDRA_PORT = "PEDIGREE_CASSANDRA_PORT";
  private static final String ELASTICSEARCH_PORT = "PEDIGREE_ELASTICSEARCH_PORT";
  private static final String EXTENSIONS = "PEDIGREE_SCHEMA_EXTENSIONS";

  private final Path home;
  private final Settings settings;
  private final CassandraServer cassandra;
  private final ElasticsearchServer elasticsearch;
  private final GatewayServer gateway;

  Installation(Checkout checkout, Path home, Map<String, String> environment, Path gatewayJar) {
    this.home = home.toAbsolutePath().normalize();
    this.settings = new Settings(environment, properties(RUNNING), properties("config"));
    this.cassandra =
        new CassandraServer(settings(checkout, "cassandra", settings.port(CASSANDRA_PORT, 19_042)));
    this.elasticsearch =
        new ElasticsearchServer(
            settings(checkout, "elasticsearch", settings.port(ELASTICSEARCH_PORT, 19_200)));
    this.gateway =
        new GatewayServer(
            settings(checkout, "gateway", settings.port(PORT, 8080))
                .withHeapMebibytes(GATEWAY_HEAP_MEBIBYTES),
            gatewayJar,
            cassandra.port(),
            elasticsearch.uri(),
            settings.text(EXTENSIONS).map(Path::of));
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
    return new ServerSettings(checkout, home.resolve(name), port, HEAP_MEBIBYTES, true, true);
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

  /** Writes down the settings, for commands that come without the environment of this one. */
  void remember() {
    var running = new Properties();
    running.setProperty(PORT, Integer.toString(gateway.port().number()));
    running.setProperty(CASSANDRA_PORT, Integer.toString(cassandra.port().number()));
    running.setProperty(ELASTICSEARCH_PORT, Integer.toString(elasticsearch.port().number()));
    running.setProperty(EXTENSIONS, settings.text(EXTENSIONS).map(Installation::path).orElse(""));
    try {
      Files.createDirectories(home);
      try (var writer = Files.newBufferedWriter(home.resolve(RUNNING))) {
        running.store(writer, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Settings that are asked for now and that a running server does not have, in words. */
  List<String> changedSinceStart() {
    var servers = new LinkedHashMap<String, LocalServer>();
    servers.put(PORT, gateway);
    servers.put(CASSANDRA_PORT, cassandra);
    servers.put(ELASTICSEARCH_PORT, elasticsearch);
    servers.put(EXTENSIONS, gateway);
    var changed = new ArrayList<String>();
    servers.forEach(
        (name, server) -> {
          UnaryOperator<String> read =
              name.equals(EXTENSIONS) ? Installation::path : UnaryOperator.identity();
          if (server.process().isPresent()) {
            settings.changed(name, read).ifPresent(changed::add);
          }
        });
    return changed;
  }

  private static String path(String text) {
    return text.isEmpty() ? "" : Path.of(text).toAbsolutePath().normalize().toString();
  }

  /** The contrary of {@link #remember}. */
  void forget() {
    try {
      Files.deleteIfExists(home.resolve(RUNNING));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CassandraServer cassandra() {
    return cassandra;
  }

  GatewayServer gateway() {
    return gateway;
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

    /**
     * In which way the running stack differs from what is asked for; empty: in none.
     *
     * @param read gives equal settings one form
     */
    Optional<String> changed(String name, UnaryOperator<String> read) {
      String now = running.getProperty(name);
      return Optional.ofNullable(environment.get(name))
          .or(() -> Optional.ofNullable(file.getProperty(name)))
          .map(String::strip)
          .filter(asked -> now != null && !read.apply(asked).equals(read.apply(now)))
          .map(asked -> name + " is " + shown(now) + " and not " + shown(asked));
    }

    private static String shown(@Nullable String setting) {
      return setting == null || setting.isEmpty() ? "not set" : setting;
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
