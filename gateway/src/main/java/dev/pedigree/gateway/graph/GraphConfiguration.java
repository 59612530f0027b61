package dev.pedigree.gateway.graph;

import dev.pedigree.graph.service.FurtherProjection;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.service.JournaledGraphService;
import dev.pedigree.graph.service.SchemaOffer;
import dev.pedigree.graph.watch.Watch;
import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.SdlSource;
import dev.pedigree.schema.TypeSystem;
import dev.pedigree.search.ElasticsearchSearch;
import dev.pedigree.search.NoSearch;
import dev.pedigree.search.Search;
import dev.pedigree.search.SearchSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens what the gateway stands in front of. */
@Configuration(proxyBeanMethods = false)
class GraphConfiguration {
  /**
   * Pedigree's own schema and the mounted extensions.
   *
   * @throws dev.pedigree.schema.SchemaException if an extension is wrong
   */
  @Bean
  PedigreeSchema schema(GatewayProperties properties) throws IOException {
    Path folder = properties.schema().extensions();
    if (folder == null || folder.toString().isEmpty()) {
      return PedigreeSchema.load();
    }
    PedigreeSchema extended = PedigreeSchema.load(SdlSource.folder(folder));
    // The wiring would find the same, but perhaps after the schema was put in force.
    extended.validate();
    return extended;
  }

  @Bean
  TypeSystem typeSystem(PedigreeSchema schema) {
    return schema.typeSystem();
  }

  /** Whoever shows the settings over HTTP does not show what opens other servers. */
  @Bean
  SanitizingFunction credentialsNotShown() {
    return SanitizingFunction.sanitizeValue().ifLikelyCredential();
  }

  /**
   * Without Elasticsearch there is nobody who searches, and all else is as with it.
   *
   * @throws dev.pedigree.search.SearchSettingsException if a setting is wrong
   */
  @Bean
  Search search(GatewayProperties properties, Watch watch) {
    Optional<SearchSettings> settings = properties.searchSettings();
    return settings.isPresent() ? new ElasticsearchSearch(settings.get(), watch) : new NoSearch();
  }

  /** Returns at once: the service connects by itself, however long that takes. */
  @Bean(destroyMethod = "close")
  GraphService graphService(
      GatewayProperties properties, PedigreeSchema schema, Search search, Watch watch) {
    return JournaledGraphService.open(
        properties.cassandra().settings(),
        new SchemaOffer(schema, properties.schema().mayBreakClients()),
        Clock.systemUTC(),
        properties.lineage().choice(),
        search instanceof FurtherProjection projection
            ? List.of(projection.leftToOthers(properties.search().indexingPatience()))
            : List.of(),
        properties.topology().folder(),
        watch);
  }
}
