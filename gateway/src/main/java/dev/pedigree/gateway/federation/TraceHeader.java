package dev.pedigree.gateway.federation;

import static com.apollographql.federation.graphqljava.tracing.FederatedTracingInstrumentation.FEDERATED_TRACING_HEADER_NAME;

import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Hands a router's wish for a trace on to where the operation is run. */
@Component
final class TraceHeader implements WebGraphQlInterceptor {
  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    String wish = request.getHeaders().getFirst(FEDERATED_TRACING_HEADER_NAME);
    if (wish != null) {
      request.configureExecutionInput(
          (_, change) ->
              change
                  .graphQLContext(context -> context.put(FEDERATED_TRACING_HEADER_NAME, wish))
                  .build());
    }
    return chain.next(request);
  }
}
