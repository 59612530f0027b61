package dev.pedigree.gateway.operation;

import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import graphql.GraphQLContext;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a request came, which decides what it may ask; in the context of its execution. */
public enum Transport {
  /** Nothing is changed by what browsers fetch by themselves. */
  GET("a GET", false),
  /** One answer. */
  POST("a POST", true);

  private final String name;
  private final boolean changes;

  Transport(String name, boolean changes) {
    this.name = name;
    this.changes = changes;
  }

  /**
   * Why an operation is not answered; empty: it is, or it is no operation of the document.
   *
   * @param operationName null: the only one
   */
  static Optional<Refusal> refusal(
      GraphQLContext context, Document document, @Nullable String operationName) {
    Transport transport = context.get(Transport.class);
    return transport == null
        ? Optional.empty()
        : document.getDefinitionsOfType(OperationDefinition.class).stream()
            .filter(it -> isAskedFor(it, operationName))
            .findFirst()
            .map(OperationDefinition::getOperation)
            .filter(it -> !transport.answers(it))
            .map(transport::refusal);
  }

  private static boolean isAskedFor(OperationDefinition operation, @Nullable String name) {
    return name == null || name.isEmpty() || name.equals(operation.getName());
  }

  private boolean answers(Operation operation) {
    return switch (operation) {
      case QUERY -> true;
      case MUTATION -> changes;
      case SUBSCRIPTION -> false;
    };
  }

  private Refusal refusal(Operation operation) {
    return new Refusal(
        ErrorCode.WRONG_TRANSPORT,
        switch (operation) {
          case QUERY -> "a query in " + name;
          case MUTATION -> "a mutation in " + name + " (expected: in a POST)";
          case SUBSCRIPTION ->
              "a subscription in "
                  + name
                  + " that accepts one answer (expected: Accept: text/event-stream, or a websocket)";
        },
        null);
  }
}
