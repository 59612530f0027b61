package dev.pedigree.localstack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A Cassandra and an Elasticsearch, started side by side and stopped together. */
public final class LocalStack implements AutoCloseable {
  private final CassandraServer cassandra;
  private final ElasticsearchServer elasticsearch;

  /**
   * Where the servers of a stack answer.
   *
   * @param elasticsearchUri a URI even where nobody asked for an Elasticsearch; see {@code
   *     WithLocalStack}
   */
  public record Endpoints(String cassandraHost, int cassandraPort, URI elasticsearchUri) {}

  /** Makes no processes yet. */
  public LocalStack(CassandraServer cassandra, ElasticsearchServer elasticsearch) {
    this.cassandra = cassandra;
    this.elasticsearch = elasticsearch;
  }

  /** A stack in a folder, on free ports, whose data nobody wants once it has ended. */
  public static LocalStack in(Path folder) {
    return new LocalStack(
        CassandraServer.startingOnce(ServerSettings.in(folder.resolve("cassandra"))),
        new ElasticsearchServer(ServerSettings.in(folder.resolve("elasticsearch"))));
  }

  /** Its Cassandra. */
  public CassandraServer cassandra() {
    return cassandra;
  }

  /** Its Elasticsearch. */
  public ElasticsearchServer elasticsearch() {
    return elasticsearch;
  }

  /** Where they answer. */
  public Endpoints endpoints() {
    return new Endpoints(LoopbackPort.HOST, cassandra.port().number(), elasticsearch.uri());
  }

  /**
   * Starts both and waits until both answer.
   *
   * @throws ServerFailedException as {@link LocalServer#start}; the other one may run then
   */
  public void start(Duration limit) {
    cassandra.launch();
    elasticsearch.launch();
    cassandra.awaitReady(limit);
    elasticsearch.awaitReady(limit);
  }

  /** Asks both to end, waits, and kills what has not ended by then. */
  public void stop(Duration grace) {
    var other = CompletableFuture.runAsync(() -> elasticsearch.stop(grace));
    cassandra.stop(grace);
    try {
      var _ = other.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Kills both; their data stays. */
  @Override
  public void close() {
    cassandra.kill();
    elasticsearch.kill();
  }
}
