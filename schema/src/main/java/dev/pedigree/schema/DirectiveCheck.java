package dev.pedigree.schema;

import static java.util.stream.Collectors.joining;

import graphql.Directives;
import graphql.introspection.Introspection.DirectiveLocation;
import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.AstPrinter;
import graphql.language.BooleanValue;
import graphql.language.Definition;
import graphql.language.Directive;
import graphql.language.DirectiveDefinition;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValue;
import graphql.language.FloatValue;
import graphql.language.InputValueDefinition;
import graphql.language.IntValue;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.NullValue;
import graphql.language.ObjectTypeDefinition;
import graphql.language.SDLExtensionDefinition;
import graphql.language.StringValue;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.language.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds the directives that an organisation writes against their declarations. GraphQL's own
 * validation would find the same, but only once everything else is right, and twice for what is
 * derived.
 */
final class DirectiveCheck {
  private final Map<String, DirectiveDefinition> declared = new LinkedHashMap<>();
  private final Problems problems;

  DirectiveCheck(List<DirectiveDefinition> declared, Problems problems) {
    this.problems = problems;
    declared.forEach(it -> this.declared.put(it.getName(), it));
    // Keys of kinds are Pedigree's: nobody could look up anything by others.
    this.declared.remove("key");
    this.declared.put("deprecated", Directives.DEPRECATED_DIRECTIVE_DEFINITION);
  }

  void check(Definition<?> definition) {
    switch (definition) {
      case ObjectTypeDefinition type -> {
        check(type.getDirectives(), DirectiveLocation.OBJECT, type.getName());
        if (definition instanceof SDLExtensionDefinition) {
          refuseOnExtension(type);
        }
        type.getFieldDefinitions()
            .forEach(
                field ->
                    check(
                        field.getDirectives(),
                        DirectiveLocation.FIELD_DEFINITION,
                        type.getName() + "." + field.getName()));
      }
      case EnumTypeDefinition words -> {
        check(words.getDirectives(), DirectiveLocation.ENUM, words.getName());
        words
            .getEnumValueDefinitions()
            .forEach(
                value ->
                    check(
                        value.getDirectives(),
                        DirectiveLocation.ENUM_VALUE,
                        words.getName() + "." + value.getName()));
      }
      default -> {}
    }
  }

  private void refuseOnExtension(ObjectTypeDefinition extension) {
    for (String once : List.of("kind", "mutation")) {
      for (Directive directive : extension.getDirectives(once)) {
        problems.add(
            directive,
            "%s: @%s on an extension (expected: on the type itself)"
                .formatted(extension.getName(), once));
      }
    }
  }

  private void check(List<Directive> directives, DirectiveLocation location, String path) {
    Set<String> seen = new HashSet<>();
    for (Directive directive : directives) {
      DirectiveDefinition definition = declared.get(directive.getName());
      if (definition == null || !isFor(definition, location)) {
        problems.add(
            directive,
            "%s: @%s (expected: %s)".formatted(path, directive.getName(), allowed(location)));
      } else {
        if (!seen.add(directive.getName()) && !definition.isRepeatable()) {
          problems.add(directive, path + ": @" + directive.getName() + " twice (expected: once)");
        }
        checkArguments(directive, definition, path + ": @" + directive.getName());
      }
    }
  }

  private static boolean isFor(DirectiveDefinition definition, DirectiveLocation location) {
    return definition.getDirectiveLocations().stream()
        .anyMatch(it -> it.getName().equals(location.name()));
  }

  private String allowed(DirectiveLocation location) {
    String names =
        declared.values().stream()
            .filter(it -> isFor(it, location))
            .map(it -> "@" + it.getName())
            .collect(joining(", "));
    return names.isEmpty() ? "no directive" : "one of " + names;
  }

  private void checkArguments(Directive directive, DirectiveDefinition definition, String path) {
    Map<String, InputValueDefinition> expected = new LinkedHashMap<>();
    definition.getInputValueDefinitions().forEach(it -> expected.put(it.getName(), it));
    Set<String> given = new HashSet<>();
    for (Argument argument : directive.getArguments()) {
      InputValueDefinition known = expected.get(argument.getName());
      if (known == null) {
        problems.add(
            argument,
            "%s has no argument %s (expected: one of %s)"
                .formatted(path, argument.getName(), String.join(", ", expected.keySet())));
      } else if (!given.add(argument.getName())) {
        problems.add(argument, path + ": " + argument.getName() + " twice (expected: once)");
      } else if (!fits(known.getType(), argument.getValue())) {
        String shown = Shown.name(AstPrinter.printAst(argument.getValue()));
        problems.add(
            argument,
            "%s: %s: %s (expected: %s)"
                .formatted(path, argument.getName(), shown, expected(known.getType())));
      }
    }
    for (InputValueDefinition known : expected.values()) {
      boolean needed = known.getType() instanceof NonNullType && known.getDefaultValue() == null;
      if (needed && !given.contains(known.getName())) {
        problems.add(
            directive,
            "%s: %s: missing (expected: %s)"
                .formatted(path, known.getName(), expected(known.getType())));
      }
    }
  }

  private static boolean fits(Type<?> type, Value<?> value) {
    return switch (type) {
      case NonNullType some -> !(value instanceof NullValue) && fits(some.getType(), value);
      case ListType list ->
          switch (value) {
            case NullValue _ -> true;
            case ArrayValue values ->
                values.getValues().stream().allMatch(it -> fits(list.getType(), it));
            default -> fits(list.getType(), value);
          };
      case TypeName name -> value instanceof NullValue || fits(name.getName(), value);
      default -> false;
    };
  }

  private static boolean fits(String type, Value<?> value) {
    return switch (type) {
      case "Boolean" -> value instanceof BooleanValue;
      case "String" -> value instanceof StringValue;
      case "Int" -> value instanceof IntValue number && number.getValue().bitLength() < 32;
      case "Float" -> value instanceof IntValue || value instanceof FloatValue;
      default -> value instanceof EnumValue;
    };
  }

  private static String expected(Type<?> type) {
    return switch (type) {
      case NonNullType some -> expected(some.getType());
      case ListType list -> "a list, each " + expected(list.getType());
      case TypeName name ->
          switch (name.getName()) {
            case "Boolean" -> FieldType.Scalar.BOOLEAN.expected();
            case "String" -> FieldType.Scalar.STRING.expected();
            case "Int" -> FieldType.Scalar.INT.expected();
            case "Float" -> FieldType.Scalar.FLOAT.expected();
            default -> "a value of " + name.getName();
          };
      default -> "a value";
    };
  }
}
