package dev.pedigree.gateway.error;

import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** Turns whatever a fetcher throws into errors, one per refusal. */
@Component
final class FetchFailureHandler implements DataFetcherExceptionHandler {
  @Override
  public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
      DataFetcherExceptionHandlerParameters failed) {
    var result = DataFetcherExceptionHandlerResult.newResult();
    Failure.refusals(failed.getException())
        .forEach(
            refusal ->
                result.error(
                    GraphQLErrors.of(refusal, failed.getPath(), failed.getSourceLocation())));
    return CompletableFuture.completedFuture(result.build());
  }
}
