package dev.pedigree.gateway.scalar;

import com.netflix.graphql.dgs.DgsScalar;
import dev.pedigree.gateway.error.Shown;
import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.EnumValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Any JSON value: maps, lists, texts, numbers, booleans and null inside. */
@DgsScalar(name = "JSON")
public final class JsonScalar implements Coercing<Object, Object> {
  @Override
  public Object serialize(Object value, GraphQLContext context, Locale locale) {
    return value;
  }

  @Override
  public Object parseValue(Object input, GraphQLContext context, Locale locale) {
    return input;
  }

  // The engine takes a null for JSON's null, although Coercing does not say so.
  @Override
  @SuppressWarnings("NullAway")
  public Object parseLiteral(
      Value<?> literal, CoercedVariables variables, GraphQLContext context, Locale locale) {
    return value(literal, variables);
  }

  private static @Nullable Object value(Value<?> literal, CoercedVariables variables) {
    return switch (literal) {
      case NullValue _ -> null;
      case StringValue text -> text.getValue();
      case BooleanValue bool -> bool.isValue();
      case IntValue number -> number.getValue();
      case FloatValue number -> number.getValue();
      case EnumValue word -> throw wrong(Shown.text(word.getName()));
      case VariableReference variable -> variables.get(variable.getName());
      case ArrayValue array -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (Value<?> element : array.getValues()) {
          list.add(value(element, variables));
        }
        yield list;
      }
      case ObjectValue object -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (ObjectField field : object.getObjectFields()) {
          map.put(field.getName(), value(field.getValue(), variables));
        }
        yield map;
      }
      default -> throw wrong("this");
    };
  }

  private static CoercingParseLiteralException wrong(String text) {
    return new CoercingParseLiteralException(text + " (expected: a JSON value)");
  }
}
