package dev.pedigree.gateway.scalar;

import dev.pedigree.gateway.error.Shown;
import dev.pedigree.graph.recording.ErrorCode;
import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A scalar that clients write as a text (or an integer).
 *
 * @param <T> what it is inside
 */
abstract class TextScalar<T> implements Coercing<T, Object> {
  private final String expected;
  private final ErrorCode code;

  TextScalar(String expected, ErrorCode code) {
    this.expected = expected;
    this.code = code;
  }

  /** What {@code text} means; empty: nothing. */
  abstract Optional<T> parse(String text);

  /** Whether an integer is read like its digits. */
  boolean takesIntegers() {
    return false;
  }

  @Override
  public Object serialize(Object value, GraphQLContext context, Locale locale) {
    return value.toString();
  }

  @Override
  public T parseValue(Object input, GraphQLContext context, Locale locale) {
    return text(input).flatMap(this::parse).orElseThrow(() -> wrongValue(input));
  }

  private Optional<String> text(Object input) {
    return switch (input) {
      case String text -> Optional.of(text);
      case Number number when takesIntegers() -> Optional.of(number.toString());
      default -> Optional.empty();
    };
  }

  @Override
  public T parseLiteral(
      Value<?> literal, CoercedVariables variables, GraphQLContext context, Locale locale) {
    Object input = Objects.requireNonNullElse(given(literal), literal);
    return text(input).flatMap(this::parse).orElseThrow(() -> wrongLiteral(input));
  }

  private static @Nullable Object given(Value<?> literal) {
    return switch (literal) {
      case StringValue text -> text.getValue();
      case IntValue number -> number.getValue();
      default -> null;
    };
  }

  @Override
  public Value<?> valueToLiteral(Object input, GraphQLContext context, Locale locale) {
    return StringValue.of(input.toString());
  }

  private CoercingParseValueException wrongValue(Object input) {
    CoercingParseValueException.Builder builder =
        CoercingParseValueException.newCoercingParseValueException();
    builder.message(message(input)).extensions(Map.of("code", code.name()));
    return builder.build();
  }

  private CoercingParseLiteralException wrongLiteral(Object input) {
    CoercingParseLiteralException.Builder builder =
        CoercingParseLiteralException.newCoercingParseLiteralException();
    builder.message(message(input)).extensions(Map.of("code", code.name()));
    return builder.build();
  }

  private String message(Object input) {
    String shown =
        switch (input) {
          case String text -> Shown.text(text);
          case Number number -> Shown.text(number.toString());
          default -> "a value of another type";
        };
    return shown + " (expected: " + expected + ")";
  }
}
