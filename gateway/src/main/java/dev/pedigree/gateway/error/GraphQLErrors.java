package dev.pedigree.gateway.error;

import com.netflix.graphql.types.errors.ErrorType;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.ResultPath;
import graphql.language.SourceLocation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Errors in the form that GraphQL gives them. */
public final class GraphQLErrors {
  private static final int MAX_MESSAGE = 600;

  /** How the engine begins what it says of a document; of values in it, so it goes on. */
  private static final String WRONG_DOCUMENT = "Validation error (";

  private static final String WRONG_VALUE = WRONG_DOCUMENT + "WrongType";
  private static final Pattern ARGUMENT = Pattern.compile("argument '([\\w.\\[\\]]{1,300})'");

  private GraphQLErrors() {}

  /** A refusal, at the field that it stopped. */
  public static GraphQLError of(
      Refusal refusal, ResultPath path, @Nullable SourceLocation location) {
    var error =
        GraphqlErrorBuilder.newError()
            .message("%s", refusal.message())
            .path(path)
            .errorType(type(refusal.code()))
            .extensions(extensions(refusal));
    return location == null ? error.build() : error.location(location).build();
  }

  /** A refusal of an operation as a whole. */
  public static GraphQLError of(Refusal refusal) {
    return GraphqlErrorBuilder.newError()
        .message("%s", refusal.message())
        .errorType(type(refusal.code()))
        .extensions(extensions(refusal))
        .build();
  }

  /** The code that an error has; empty: it has none yet. */
  public static Optional<ErrorCode> code(GraphQLError error) {
    Map<String, Object> extensions = error.getExtensions();
    return Optional.ofNullable(extensions == null ? null : extensions.get("code"))
        .flatMap(name -> ErrorCode.named(name.toString()));
  }

  /**
   * An error of the GraphQL engine itself, about a document or variables that do not fit the
   * schema, with a code like every other error; errors that have one stay as they are.
   */
  public static GraphQLError withCode(GraphQLError error) {
    Map<String, Object> given = error.getExtensions();
    if (given != null && given.containsKey("errorType") && given.containsKey("code")) {
      return error;
    }
    Map<String, Object> extensions = new LinkedHashMap<>(given == null ? Map.of() : given);
    ErrorCode code =
        Optional.ofNullable(extensions.get("code"))
            .flatMap(name -> ErrorCode.named(name.toString()))
            .orElseGet(() -> engineCode(classification(error)));
    extensions.put("errorType", type(code).name());
    extensions.put("code", code.name());
    extensions.put("retryable", code.retryable());
    Matcher argument = ARGUMENT.matcher(error.getMessage());
    if (argument.find()) {
      extensions.put("path", argument.group(1));
    }
    var coded =
        GraphqlErrorBuilder.newError()
            .message("%s", message(error, code))
            .errorType(error.getErrorType())
            .extensions(extensions);
    if (error.getLocations() != null) {
      coded.locations(error.getLocations());
    }
    if (error.getPath() != null) {
      coded.path(error.getPath());
    }
    return coded.build();
  }

  private static String message(GraphQLError error, ErrorCode code) {
    return code == ErrorCode.TOO_LARGE
        ? "the introspection goes too deep, or through the same field too often (expected: what"
            + " tools ask, with ofType, fields and the like nested only so often; the whole schema"
            + " is at /graphql/schema)"
        : cut(error.getMessage());
  }

  /** The engine's messages repeat the input, whatever its length. */
  private static String cut(String message) {
    return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "…";
  }

  private static ErrorCode engineCode(String classification) {
    return switch (classification) {
      case "InvalidSyntax", "ValidationError", "OperationNotSupported", "BAD_REQUEST" ->
          ErrorCode.INVALID_VALUE;
      case "BadFaithIntrospection" -> ErrorCode.TOO_LARGE;
      case "ExecutionAborted" -> ErrorCode.UNAVAILABLE;
      default -> ErrorCode.INTERNAL;
    };
  }

  private static Map<String, Object> extensions(Refusal refusal) {
    Map<String, Object> extensions = new LinkedHashMap<>();
    extensions.put("errorType", type(refusal.code()).name());
    extensions.put("code", refusal.code().name());
    extensions.put("retryable", refusal.code().retryable());
    String path = refusal.path();
    if (path != null) {
      extensions.put("path", path);
    }
    if (!refusal.cycle().isEmpty()) {
      extensions.put("cycle", refusal.cycle().stream().map(ArtifactId::toString).toList());
    }
    return extensions;
  }

  /** The class of errors that a code belongs to. */
  static ErrorType type(ErrorCode code) {
    return switch (code) {
      case INVALID_VALUE,
          INVALID_DIGEST,
          UNKNOWN_TYPE,
          INVALID_EDGE,
          INVALID_CURSOR,
          TOO_LARGE,
          BUDGET_EXCEEDED,
          WRONG_TRANSPORT ->
          ErrorType.BAD_REQUEST;
      case UNKNOWN_PARENT,
          CYCLE,
          KIND_CONFLICT,
          NAME_TAKEN,
          ATTRIBUTE_CONFLICT,
          EDGE_CONFLICT,
          REQUEST_ID_REUSED,
          STALE,
          RETRACTED,
          QUARANTINED,
          POLICY_VIOLATED,
          REVISION_NOT_REACHED ->
          ErrorType.FAILED_PRECONDITION;
      case NOT_FOUND, PERSISTED_QUERY_NOT_FOUND -> ErrorType.NOT_FOUND;
      case UNAUTHENTICATED -> ErrorType.UNAUTHENTICATED;
      case FORBIDDEN, UNTRUSTED_DOCUMENT -> ErrorType.PERMISSION_DENIED;
      case UNAVAILABLE, RATE_LIMITED -> ErrorType.UNAVAILABLE;
      case INTERNAL -> ErrorType.INTERNAL;
    };
  }

  /**
   * Whether an error of the GraphQL engine is about a value: one in the document or, where there
   * was nothing to say against that, one of a variable.
   */
  public static boolean isAboutValue(GraphQLError error) {
    String message = error.getMessage();
    return classification(error).equals("ValidationError")
        && (message.startsWith(WRONG_VALUE) || !message.startsWith(WRONG_DOCUMENT));
  }

  private static String classification(GraphQLError error) {
    Map<String, Object> extensions = error.getExtensions();
    Object given = extensions == null ? null : extensions.get("classification");
    return String.valueOf(given == null ? error.getErrorType() : given);
  }
}
