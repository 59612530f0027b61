package dev.pedigree.gateway.graph;

import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.TypeSystem;
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
}
