package dev.pedigree.gateway.http;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** Where GraphQL is asked, in the place of Spring's own routes, which know POST alone. */
@Configuration(proxyBeanMethods = false)
class GraphQLRoutes {
  private static final int BEFORE_SPRINGS = -1;

  @Bean
  @Order(BEFORE_SPRINGS)
  RouterFunction<ServerResponse> graphQLEndpointRoutes(GraphQLEndpoint endpoint) {
    return RouterFunctions.route()
        .GET(RefusalWriter.GRAPHQL, endpoint::answer)
        .POST(RefusalWriter.GRAPHQL, endpoint::answer)
        .build();
  }
}
