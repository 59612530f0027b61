package dev.pedigree.gateway.operation;

import dev.pedigree.gateway.caller.CallerResolver;
import dev.pedigree.gateway.error.GraphQLErrors;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.graph.service.GraphService;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Begins an operation for every request, and ends its answer: the revision read, codes for errors.
 */
@Component
final class OperationBegin implements WebGraphQlInterceptor {
  private final GraphService graph;
  private final CallerResolver callers;
  private final GatewayProperties properties;

  OperationBegin(GraphService graph, CallerResolver callers, GatewayProperties properties) {
    this.graph = graph;
    this.callers = callers;
    this.properties = properties;
  }

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    Operation operation =
        new Operation(
            graph,
            callers.resolve(request.getHeaders().getFirst(CallerResolver.HEADER)),
            properties.limits().patience());
    request.configureExecutionInput(
        (input, change) ->
            change.graphQLContext(context -> context.put(Operation.class, operation)).build());
    return chain.next(request).map(response -> end(operation, response));
  }

  private static WebGraphQlResponse end(Operation operation, WebGraphQlResponse response) {
    return response.transform(
        change -> {
          var errors = response.getExecutionResult().getErrors();
          if (!errors.isEmpty()) {
            change.errors(GraphQLErrors.withCodes(errors));
          }
          operation
              .revision()
              .ifPresent(
                  revision -> {
                    Map<Object, Object> extensions = new LinkedHashMap<>(response.getExtensions());
                    extensions.put("revision", revision);
                    change.extensions(extensions);
                  });
        });
  }
}
