package dev.pedigree.gateway.subscription;

import dev.pedigree.gateway.operation.Operation;
import graphql.ExecutionResult;
import graphql.execution.AsyncExecutionStrategy;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.ExecutionContext;
import graphql.execution.ExecutionStrategyParameters;
import graphql.execution.SubscriptionExecutionStrategy;
import java.util.concurrent.CompletableFuture;

/**
 * Begins a subscription as the engine does. An execution whose context holds an {@link Event} tells
 * of that event: it is completed like a query whose root has the event.
 */
final class SubscriptionStrategy extends SubscriptionExecutionStrategy {
  private final OfEvents events;

  SubscriptionStrategy(DataFetcherExceptionHandler failures) {
    super(failures);
    this.events = new OfEvents(failures);
  }

  @Override
  public CompletableFuture<ExecutionResult> execute(
      ExecutionContext context, ExecutionStrategyParameters parameters) {
    return context.getGraphQLContext().hasKey(Event.class)
        ? events.execute(context, parameters)
        : super.execute(context, parameters);
  }

  /** The engine asks it for fields of the root alone. */
  private static final class OfEvents extends AsyncExecutionStrategy {
    OfEvents(DataFetcherExceptionHandler failures) {
      super(failures);
    }

    @Override
    protected Object fetchField(ExecutionContext context, ExecutionStrategyParameters parameters) {
      Event event = context.getGraphQLContext().get(Event.class);
      Object value = event.in(Operation.of(context.getGraphQLContext()));
      toldLoaders(context, parameters, value);
      return value;
    }

    /** Loaders are asked once the engine knows that every field of the level has its value. */
    private static void toldLoaders(
        ExecutionContext context, ExecutionStrategyParameters parameters, Object value) {
      context
          .getDataLoaderDispatcherStrategy()
          .fieldFetched(
              context,
              parameters,
              _ -> value,
              value,
              () -> {
                throw new IllegalStateException("an event has no environment");
              });
    }
  }
}
