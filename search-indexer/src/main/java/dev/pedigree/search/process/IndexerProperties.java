package dev.pedigree.search.process;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** What an operator can set, under {@code pedigree}: named as in the gateway. */
@ConfigurationProperties("pedigree")
record IndexerProperties(
    @DefaultValue CassandraProperties cassandra,
    @DefaultValue ElasticsearchProperties elasticsearch,
    @DefaultValue Schema schema,
    @DefaultValue Topology topology,
    @DefaultValue Indexer indexer) {
  /**
   * An organisation's own types.
   *
   * @param extensions the folder with more SDL; null or empty: Pedigree's own types only
   */
  record Schema(@Nullable Path extensions) {}

  /**
   * The graph's shape in memory.
   *
   * @param snapshots the folder in which it is kept for the next start; null or empty: every start
   *     replays the journal
   */
  record Topology(@Nullable Path snapshots) {}

  /**
   * Where the process tells how it is.
   *
   * @param host its address
   * @param port 0: any free one
   */
  record Indexer(@DefaultValue("127.0.0.1") String host, @DefaultValue("8081") int port) {}
}
