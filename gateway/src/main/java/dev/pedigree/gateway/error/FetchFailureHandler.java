package dev.pedigree.gateway.error;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
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
    if (failed.getException() instanceof GraphQLError wrong && GraphQLErrors.isAboutValue(wrong)) {
      return CompletableFuture.completedFuture(result.error(atField(wrong, failed)).build());
    }
    Failure.refusals(failed.getException())
        .forEach(
            refusal ->
                result.error(
                    GraphQLErrors.of(refusal, failed.getPath(), failed.getSourceLocation())));
    return CompletableFuture.completedFuture(result.build());
  }

  /** The engine reads arguments only when a fetcher asks for them, and says then what is wrong. */
  private static GraphQLError atField(
      GraphQLError wrong, DataFetcherExceptionHandlerParameters failed) {
    return GraphqlErrorBuilder.newError()
        .message("%s", wrong.getMessage())
        .errorType(wrong.getErrorType())
        .path(failed.getPath())
        .location(failed.getSourceLocation())
        .build();
  }
}
