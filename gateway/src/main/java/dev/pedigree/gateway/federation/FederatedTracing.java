package dev.pedigree.gateway.federation;

import com.apollographql.federation.graphqljava.tracing.FederatedTracingInstrumentation;
import graphql.ExecutionResult;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationCreateStateParameters;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells routers that ask for it how long each field took: {@code extensions.ftv1}. Texts of errors
 * are not repeated there, and of a large answer only the fields that came first are traced.
 */
@Component
final class FederatedTracing extends SimplePerformantInstrumentation {
  private static final int MOST_FIELDS = 10_000;

  private final FederatedTracingInstrumentation tracing = new FederatedTracingInstrumentation();

  private record Trace(InstrumentationState state, AtomicInteger fields)
      implements InstrumentationState {}

  @Override
  public @Nullable InstrumentationState createState(
      InstrumentationCreateStateParameters parameters) {
    InstrumentationState state = tracing.createState(parameters);
    return state == null ? null : new Trace(state, new AtomicInteger());
  }

  @Override
  public @Nullable InstrumentationContext<Object> beginFieldFetch(
      InstrumentationFieldFetchParameters parameters, @Nullable InstrumentationState state) {
    if (!(state instanceof Trace trace) || trace.fields.incrementAndGet() > MOST_FIELDS) {
      return null;
    }
    InstrumentationContext<Object> field = tracing.beginFieldFetch(parameters, trace.state);
    return SimpleInstrumentationContext.whenCompleted(
        (result, thrown) -> field.onCompleted(result, thrown == null ? null : new Failed()));
  }

  @Override
  public CompletableFuture<ExecutionResult> instrumentExecutionResult(
      ExecutionResult result,
      InstrumentationExecutionParameters parameters,
      @Nullable InstrumentationState state) {
    return state instanceof Trace trace
        ? tracing.instrumentExecutionResult(result, parameters, trace.state)
        : CompletableFuture.completedFuture(result);
  }

  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failed() {
      super("the answer's errors tell why", null, false, false);
    }
  }
}
