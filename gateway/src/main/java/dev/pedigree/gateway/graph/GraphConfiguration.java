package dev.pedigree.gateway.graph;

import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.service.JournaledGraphService;
import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.TypeSystem;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens what the gateway stands in front of. */
@Configuration(proxyBeanMethods = false)
class GraphConfiguration {
  @Bean
  PedigreeSchema schema() {
    return PedigreeSchema.load();
  }

  @Bean
  TypeSystem typeSystem(PedigreeSchema schema) {
    return schema.typeSystem();
  }

  /** Returns at once: the service connects by itself, however long that takes. */
  @Bean(destroyMethod = "close")
  GraphService graphService(GatewayProperties properties, TypeSystem types) {
    return JournaledGraphService.open(properties.cassandra().settings(), types, Clock.systemUTC());
  }
}
