package dev.pedigree.gateway.operation;

import graphql.execution.AsyncExecutionStrategy;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.ExecutionContext;
import graphql.execution.ExecutionStrategyParameters;
import graphql.execution.FieldValueInfo;
import graphql.execution.ResultNodesInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Completes queries as the engine does, but for lists that are ready. Found by its name. */
@Component("query")
final class QueryStrategy extends AsyncExecutionStrategy {
  QueryStrategy(DataFetcherExceptionHandler failures) {
    super(failures);
  }

  @Override
  protected FieldValueInfo completeValueForList(
      ExecutionContext context, ExecutionStrategyParameters parameters, Object result) {
    if (!(result instanceof ReadyList list)) {
      return super.completeValueForList(context, parameters, result);
    }
    return isTooLarge(list, context)
        ? new FieldValueInfo(FieldValueInfo.CompleteValueType.NULL, null)
        : new FieldValueInfo(FieldValueInfo.CompleteValueType.LIST, list);
  }

  /** Its elements count like all others. */
  private static boolean isTooLarge(ReadyList list, ExecutionContext context) {
    ResultNodesInfo nodes = context.getResultNodesInfo();
    for (int i = 0; i < list.size(); i++) {
      nodes.incrementAndGetResultNodesCount();
    }
    @Nullable Integer most = context.getGraphQLContext().get(ResultNodesInfo.MAX_RESULT_NODES);
    boolean tooLarge = most != null && nodes.getResultNodesCount() > most;
    if (tooLarge) {
      nodes.maxResultNodesExceeded();
    }
    return tooLarge;
  }
}
