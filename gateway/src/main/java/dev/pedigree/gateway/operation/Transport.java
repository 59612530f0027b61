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
  GET("a GET", false, false),
  /** One answer. */
  POST("a POST", true, false),
  /** Likewise, with as many answers as there are. */
  GET_EVENTS("a GET", false, true),
  POST_EVENTS("a POST", true, true);

  private final String name;
  private final boolean changes;
  private final boolean goesOn;

  Transport(String name, boolean changes, boolean goesOn) {
    this.name = name;
    this.changes = changes;
    this.goesOn = goesOn;
  }

  /**
   * The one of a request.
   *
   * @param get by GET, otherwise by POST
   * @param goesOn as many answers as there are, otherwise one
   */
  public static Transport of(boolean get, boolean goesOn) {
    if (goesOn) {
      return get ? GET_EVENTS : POST_EVENTS;
    }
    return get ? GET : POST;
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
      case SUBSCRIPTION -> goesOn;
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
