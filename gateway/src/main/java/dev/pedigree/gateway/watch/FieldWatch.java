package dev.pedigree.gateway.watch;

import graphql.ExecutionResult;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.language.OperationDefinition;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Measures and traces the root fields of operations: {@code pedigree.query} and {@code
 * pedigree.mutation} by field. A mutation is over once it is acknowledged, or refused.
 */
@Component
final class FieldWatch extends SimplePerformantInstrumentation {
  static final String OPERATION = "operation";

  /** What is not read so far that it could be told what it is. */
  static final String NO_OPERATION = "none";

  private static final int LONGEST_NAME = 100;

  private final ObservationRegistry observations;

  FieldWatch(ObservationRegistry observations) {
    this.observations = observations;
  }

  @Override
  public InstrumentationContext<ExecutionResult> beginExecuteOperation(
      InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
    Observation current = observations.getCurrentObservation();
    if (current != null) {
      OperationDefinition operation = parameters.getExecutionContext().getOperationDefinition();
      current.lowCardinalityKeyValue(OPERATION, text(operation.getOperation()));
      String name = operation.getName();
      if (name != null) {
        current.highCardinalityKeyValue(
            "graphql.operation.name", name.substring(0, Math.min(name.length(), LONGEST_NAME)));
      }
    }
    return SimpleInstrumentationContext.noOp();
  }

  private static String text(OperationDefinition.Operation operation) {
    return operation.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public DataFetcher<?> instrumentDataFetcher(
      DataFetcher<?> fetcher,
      InstrumentationFieldFetchParameters parameters,
      InstrumentationState state) {
    return parameters.isTrivialDataFetcher()
            || parameters.getEnvironment().getExecutionStepInfo().getPath().getLevel() > 1
        ? fetcher
        : env -> fetch(fetcher, env);
  }

  private @Nullable Object fetch(DataFetcher<?> fetcher, DataFetchingEnvironment env)
      throws Exception {
    String field = env.getFieldDefinition().getName();
    Observation observation =
        Outcome.cancelled(
                Observation.createNotStarted(
                        "pedigree." + text(env.getOperationDefinition().getOperation()),
                        observations)
                    .contextualName(field)
                    .lowCardinalityKeyValue("field", field))
            .start();
    try (Observation.Scope _ = observation.openScope()) {
      Object result = fetcher.get(env);
      if (result instanceof CompletionStage<?> later) {
        later.whenComplete((_, failure) -> end(observation, failure));
      } else {
        end(observation, null);
      }
      return result;
    } catch (Exception e) {
      end(observation, e);
      throw e;
    }
  }

  private static void end(Observation observation, @Nullable Throwable failure) {
    Outcome.of(failure, observation);
    observation.stop();
  }
}
