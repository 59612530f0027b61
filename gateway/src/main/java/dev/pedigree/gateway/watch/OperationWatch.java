package dev.pedigree.gateway.watch;

import dev.pedigree.gateway.requestid.RequestId;
import dev.pedigree.graph.recording.ErrorCode;
import graphql.GraphQLError;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.stereotype.Component;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * Measures and traces operations, by what they are and how they came out: {@code
 * pedigree.operation}; and counts what is refused in them, by code: {@code pedigree.refusals}.
 */
@Component
final class OperationWatch implements WebGraphQlInterceptor, Ordered {
  private final ObservationRegistry observations;
  private final RefusalMeter refusals;

  OperationWatch(ObservationRegistry observations, RefusalMeter refusals) {
    this.observations = observations;
    this.refusals = refusals;
  }

  /** Around all others. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    Observation observation =
        Outcome.cancelled(
                Observation.createNotStarted(Metrics.OPERATION, observations)
                    .contextualName("graphql")
                    .lowCardinalityKeyValue(FieldWatch.OPERATION, FieldWatch.NO_OPERATION)
                    .highCardinalityKeyValue("request.id", RequestId.current()))
            .start();
    Mono<WebGraphQlResponse> answer;
    try (Observation.Scope _ = observation.openScope()) {
      answer = chain.next(request);
    }
    return within(observation, answer)
        .doOnNext(response -> answered(codes(response), observation))
        .doOnError(failure -> Outcome.of(failure, observation))
        .doFinally(_ -> observation.stop());
  }

  /** What works on the answer does so where it is subscribed to, until a store is waited for. */
  private static <T> Mono<T> within(Observation observation, Mono<T> answer) {
    return new Mono<>() {
      @Override
      public void subscribe(CoreSubscriber<? super T> subscriber) {
        try (Observation.Scope _ = observation.openScope()) {
          answer.subscribe(subscriber);
        }
      }
    };
  }

  private static List<ErrorCode> codes(WebGraphQlResponse response) {
    return response.getExecutionResult().getErrors().stream().map(OperationWatch::code).toList();
  }

  private static ErrorCode code(GraphQLError error) {
    Map<String, Object> extensions = error.getExtensions();
    return Optional.ofNullable(extensions)
        .map(it -> it.get("code"))
        .flatMap(name -> ErrorCode.named(name.toString()))
        .orElse(ErrorCode.INTERNAL);
  }

  private void answered(List<ErrorCode> codes, Observation observation) {
    if (codes.isEmpty()) {
      Outcome.ok(observation);
    } else {
      Outcome.of(codes.getFirst(), observation);
    }
    codes.forEach(refusals::count);
  }
}
