package dev.pedigree.gateway.document;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Reads the list of trusted documents, if there is one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DocumentProperties.class)
class DocumentConfiguration {
  @Bean
  TrustedDocuments trustedDocuments(DocumentProperties properties, JsonMapper json) {
    return TrustedDocuments.read(properties.file(), properties.trustedDocumentsOnly(), json);
  }
}
