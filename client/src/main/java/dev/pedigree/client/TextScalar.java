package dev.pedigree.client;

import graphql.GraphQLContext;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import java.util.Locale;

/** Writes a value that is a text to GraphQL, such as a point in time. */
final class TextScalar implements Coercing<Object, String> {
  @Override
  public String serialize(Object value, GraphQLContext context, Locale locale) {
    return value.toString();
  }

  @Override
  public Value<?> valueToLiteral(Object value, GraphQLContext context, Locale locale) {
    return StringValue.of(value.toString());
  }
}
