package dev.pedigree.gateway.input;

import dev.pedigree.gateway.error.Shown;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import graphql.GraphQLContext;
import graphql.GraphqlErrorException;
import graphql.execution.CoercedVariables;
import graphql.language.ArrayValue;
import graphql.language.AstPrinter;
import graphql.language.EnumValue;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares values with their types. A value is either a literal of the document or, in a variable,
 * what JSON gives: the two differ in how words are written.
 */
final class Faults {
  /** More would not help whoever reads them. */
  private static final int MOST = 100;

  private static final Map<String, String> BUILT_IN =
      Map.of(
          "Int", "a whole number of 32 bits",
          "Float", "a number",
          "String", "a text",
          "ID", "a text",
          "Boolean", "true or false");

  private final GraphQLContext context;
  private final Locale locale;
  private final List<Refusal> found = new ArrayList<>();
  private final Map<String, String> variables = new HashMap<>();
  private final Predicate<String> isNullVariable;

  /**
   * @param isNullVariable whether the variable with the name has no value but null
   */
  Faults(GraphQLContext context, Locale locale, Predicate<String> isNullVariable) {
    this.context = context;
    this.locale = locale;
    this.isNullVariable = isNullVariable;
  }

  List<Refusal> found() {
    return found;
  }

  /** Where the literals that were checked use a variable first; its name if they do not. */
  String placeOfVariable(String name) {
    return variables.getOrDefault(name, name);
  }

  /** Adds what is wrong with {@code value}, which stands at {@code path}. */
  void check(GraphQLType type, @Nullable Object value, String path) {
    switch (value) {
      case VariableReference variable -> variables.putIfAbsent(variable.getName(), path);
      case null -> checkNull(type, path);
      case NullValue _ -> checkNull(type, path);
      default -> checkGiven(GraphQLTypeUtil.unwrapNonNull(type), value, path);
    }
  }

  private void checkNull(GraphQLType type, String path) {
    if (GraphQLTypeUtil.isNonNull(type)) {
      add(path, "null", expected(type));
    }
  }

  /** For a value that is not given and has to be. */
  void missing(GraphQLType type, String path) {
    add(path, "missing", expected(type));
  }

  private void checkGiven(GraphQLType type, Object value, String path) {
    switch (type) {
      case GraphQLList list -> checkElements(list, value, path);
      case GraphQLInputObjectType object -> checkObject(object, value, path);
      case GraphQLEnumType words -> {
        if (!isWord(words, value)) {
          add(path, shown(value), expected(words));
        }
      }
      case GraphQLScalarType scalar -> checkScalar(scalar, value, path);
      default -> {}
    }
  }

  /** One value stands for a list of one, as GraphQL has it. */
  private void checkElements(GraphQLList list, Object value, String path) {
    GraphQLType element = list.getWrappedType();
    List<?> elements =
        switch (value) {
          case ArrayValue array -> array.getValues();
          case List<?> given -> given;
          default -> null;
        };
    if (elements == null) {
      check(element, value, path);
      return;
    }
    for (int i = 0; i < elements.size(); i++) {
      check(element, elements.get(i), path + "[" + i + "]");
    }
  }

  private void checkObject(GraphQLInputObjectType type, Object value, String path) {
    Map<String, @Nullable Object> members = members(value);
    if (members == null) {
      add(path, shown(value), expected(type));
      return;
    }
    if (type.isOneOf()) {
      checkOneOf(type, members, path);
    }
    members.forEach(
        (name, member) -> {
          GraphQLInputObjectField field = type.getFieldDefinition(name);
          if (field == null) {
            add(path + "." + Shown.text(name), "unknown field", "one of " + fields(type));
          } else if (!type.isOneOf() || member != null) {
            check(field.getType(), member, path + "." + name);
          }
        });
    for (GraphQLInputObjectField field : type.getFieldDefinitions()) {
      if (GraphQLTypeUtil.isNonNull(field.getType())
          && !field.hasSetDefaultValue()
          && !members.containsKey(field.getName())) {
        missing(field.getType(), path + "." + field.getName());
      }
    }
  }

  private void checkOneOf(
      GraphQLInputObjectType type, Map<String, @Nullable Object> members, String path) {
    boolean isNull =
        members.entrySet().stream()
            .anyMatch(it -> type.getFieldDefinition(it.getKey()) != null && isNull(it.getValue()));
    if (members.size() != 1 || isNull) {
      String given =
          members.isEmpty()
              ? "no field"
              : isNull ? "a field that is null" : members.size() + " fields";
      add(path, given, "exactly one of " + fields(type));
    }
  }

  private boolean isNull(@Nullable Object member) {
    return switch (member) {
      case null -> true;
      case NullValue _ -> true;
      case VariableReference variable -> isNullVariable.test(variable.getName());
      default -> false;
    };
  }

  private static @Nullable Map<String, @Nullable Object> members(Object value) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    switch (value) {
      case ObjectValue object -> {
        for (ObjectField field : object.getObjectFields()) {
          members.put(field.getName(), field.getValue());
        }
      }
      case Map<?, ?> map ->
          map.forEach((name, member) -> members.put(String.valueOf(name), member));
      default -> {
        return null;
      }
    }
    return members;
  }

  private static boolean isWord(GraphQLEnumType words, Object value) {
    return switch (value) {
      case EnumValue word -> words.getValue(word.getName()) != null;
      case String word -> words.getValue(word) != null;
      default -> false;
    };
  }

  private void checkScalar(GraphQLScalarType scalar, Object value, String path) {
    try {
      if (value instanceof Value<?> literal) {
        scalar
            .getCoercing()
            .parseLiteral(literal, CoercedVariables.emptyVariables(), context, locale);
      } else {
        scalar.getCoercing().parseValue(value, context, locale);
      }
    } catch (GraphqlErrorException e) {
      String words = BUILT_IN.get(scalar.getName());
      if (words != null) {
        add(path, shown(value), words);
      } else {
        add(code(e), path + ": " + e.getMessage(), path);
      }
    }
  }

  private static ErrorCode code(GraphqlErrorException e) {
    Map<String, Object> extensions = e.getExtensions();
    return extensions != null && extensions.get("code") instanceof String name
        ? ErrorCode.valueOf(name)
        : ErrorCode.INVALID_VALUE;
  }

  private static String expected(GraphQLType type) {
    return switch (GraphQLTypeUtil.unwrapNonNull(type)) {
      case GraphQLList _ -> "a list";
      case GraphQLInputObjectType object when object.isOneOf() ->
          "an object with exactly one of " + fields(object);
      case GraphQLInputObjectType object -> "an object with fields of " + fields(object);
      case GraphQLEnumType words ->
          "one of "
              + words.getValues().stream()
                  .map(it -> it.getName())
                  .collect(Collectors.joining(", "));
      case GraphQLScalarType scalar ->
          BUILT_IN.getOrDefault(scalar.getName(), "a " + scalar.getName());
      default -> "a value";
    };
  }

  private static String fields(GraphQLInputObjectType type) {
    return type.getFieldDefinitions().stream()
        .map(GraphQLInputObjectField::getName)
        .collect(Collectors.joining(", "));
  }

  private static String shown(Object value) {
    return switch (value) {
      case ArrayValue array -> Shown.value(array.getValues());
      case ObjectValue object -> "an object of " + object.getObjectFields().size() + " fields";
      case EnumValue word -> Shown.text(word.getName());
      case Value<?> literal -> Shown.text(AstPrinter.printAst(literal));
      default -> Shown.value(value);
    };
  }

  private void add(String path, String given, String expected) {
    add(ErrorCode.INVALID_VALUE, path + ": " + given + " (expected: " + expected + ")", path);
  }

  private void add(ErrorCode code, String message, String path) {
    if (found.size() < MOST) {
      found.add(new Refusal(code, message, path));
    }
  }
}
