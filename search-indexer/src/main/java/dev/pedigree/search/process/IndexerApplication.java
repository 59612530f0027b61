package dev.pedigree.search.process;

import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.service.ProjectionService;
import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.SdlSource;
import dev.pedigree.search.ElasticsearchSearch;
import dev.pedigree.search.SearchSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/**
 * Follows the journal and keeps the search index up with it, as the gateways do by themselves: of
 * all these processes one works, and another takes over within seconds when it ends.
 */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class IndexerApplication {
  private static final Logger LOG = LoggerFactory.getLogger(IndexerApplication.class);

  /** Runs until it is ended. */
  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(IndexerApplication.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setBannerMode(Banner.Mode.OFF);
    application.setKeepAlive(true);
    application.setDefaultProperties(
        Map.of("logging.level.root", "warn", "logging.level.dev.pedigree", "info"));
    application.run(args);
  }

  @Bean(destroyMethod = "close")
  ElasticsearchSearch search(IndexerProperties properties) {
    SearchSettings settings =
        properties
            .elasticsearch()
            .settings(properties.cassandra().keyspace())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "pedigree.elasticsearch.uri: none (expected: where Elasticsearch is)"));
    return new ElasticsearchSearch(settings);
  }

  /**
   * Connects in the background.
   *
   * @throws dev.pedigree.graph.cassandra.CassandraSettingsException if a setting is wrong
   * @throws dev.pedigree.schema.SchemaException if an extension is
   */
  @Bean(destroyMethod = "close")
  Indexer indexer(IndexerProperties properties, ElasticsearchSearch search) throws IOException {
    Path extensions = folder(properties.schema().extensions());
    PedigreeSchema schema =
        extensions == null
            ? PedigreeSchema.load()
            : PedigreeSchema.load(SdlSource.folder(extensions));
    CassandraSettings cassandra = properties.cassandra().settings();
    Path snapshots = folder(properties.topology().snapshots());
    return new Indexer(
        () ->
            ProjectionService.open(
                cassandra, schema.typeSystem(), search, snapshots, Clock.systemUTC()));
  }

  @Bean(destroyMethod = "close")
  IndexerMetrics metrics(Indexer indexer, ElasticsearchSearch search) {
    return new IndexerMetrics(indexer, search);
  }

  @Bean(destroyMethod = "close")
  StatusServer status(IndexerProperties properties, Indexer indexer, IndexerMetrics metrics)
      throws IOException {
    StatusServer server =
        StatusServer.start(
            properties.indexer().host(), properties.indexer().port(), indexer::work, metrics::text);
    LOG.info("Tells how it is at {}", server.uri());
    return server;
  }

  private static @Nullable Path folder(@Nullable Path given) {
    return given == null || given.toString().isEmpty() ? null : given;
  }
}
