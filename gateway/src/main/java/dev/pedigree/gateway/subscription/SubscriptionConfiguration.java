package dev.pedigree.gateway.subscription;

import graphql.execution.DataFetcherExceptionHandler;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has the engine execute events as {@link SubscriptionStrategy} does. */
@Configuration(proxyBeanMethods = false)
class SubscriptionConfiguration {
  @Bean
  GraphQlSourceBuilderCustomizer eventsAsOperations(DataFetcherExceptionHandler failures) {
    return source ->
        source.configureGraphQl(
            engine -> engine.subscriptionExecutionStrategy(new SubscriptionStrategy(failures)));
  }
}
