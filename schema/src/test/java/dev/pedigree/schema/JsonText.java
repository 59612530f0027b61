package dev.pedigree.schema;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.GraphQLScalarType;
import java.util.Locale;

/** A scalar that takes what it is given: which values it allows is the gateway's to test. */
final class JsonText implements Coercing<Object, Object> {
  private JsonText() {}

  static GraphQLScalarType scalar(String name) {
    return GraphQLScalarType.newScalar().name(name).coercing(new JsonText()).build();
  }

  @Override
  public Object serialize(Object value, GraphQLContext context, Locale locale) {
    return value;
  }

  @Override
  public Object parseValue(Object input, GraphQLContext context, Locale locale) {
    return input;
  }

  @Override
  public Object parseLiteral(
      Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
    return input instanceof StringValue text ? String.valueOf(text.getValue()) : input;
  }
}
