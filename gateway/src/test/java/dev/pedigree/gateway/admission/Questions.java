package dev.pedigree.gateway.admission;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedOutputType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Documents that ask for one field each, whatever the schema has, along a shortest way to it. */
public final class Questions {
  private final GraphQLSchema schema;
  private final Map<String, String> values;

  /** How each type is reached: the fields from a root on. */
  private final Map<String, List<Step>> ways = new LinkedHashMap<>();

  /**
   * Makes some.
   *
   * @param values what arguments and fields of inputs of a name are given, as GraphQL writes it;
   *     others get something that is valid
   */
  public Questions(GraphQLSchema schema, Map<String, String> values) {
    this.schema = schema;
    this.values = values;
    reach();
  }

  /** A field, of a type. */
  public record Step(GraphQLNamedType of, GraphQLFieldDefinition field) {
    public String coordinates() {
      return of.getName() + "." + field.getName();
    }
  }

  /** A document that asks for the last of {@code steps}, and what it is. */
  public record Question(List<Step> steps, String document) {
    public String coordinates() {
      return steps.getLast().coordinates();
    }

    /** Whether it goes on being answered, and is not asked over HTTP alone. */
    public boolean isSubscription() {
      return steps.getFirst().of().getName().equals("Subscription");
    }
  }

  /** One for every field of every object and interface that can be reached. */
  public List<Question> all() {
    List<Question> all = new ArrayList<>();
    ways.forEach(
        (type, way) ->
            fields(Objects.requireNonNull((GraphQLNamedType) schema.getType(type)))
                .forEach(
                    step -> {
                      List<Step> steps = new ArrayList<>(way);
                      steps.add(step);
                      all.add(new Question(steps, document(steps)));
                    }));
    return all;
  }

  private void reach() {
    Deque<GraphQLNamedType> open = new ArrayDeque<>();
    Stream.of(schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType())
        .forEach(
            root -> {
              ways.put(root.getName(), List.of());
              open.add(root);
            });
    while (!open.isEmpty()) {
      GraphQLNamedType type = open.remove();
      List<Step> way = ways.getOrDefault(type.getName(), List.of());
      for (Step step : fields(type).toList()) {
        List<Step> longer = new ArrayList<>(way);
        longer.add(step);
        for (GraphQLNamedType next : types(step.field())) {
          if (ways.putIfAbsent(next.getName(), longer) == null) {
            open.add(next);
          }
        }
      }
    }
  }

  private static Stream<Step> fields(GraphQLNamedType type) {
    List<GraphQLFieldDefinition> fields =
        switch (type) {
          case GraphQLObjectType object -> object.getFieldDefinitions();
          case GraphQLInterfaceType declared -> declared.getFieldDefinitions();
          default -> List.of();
        };
    return fields.stream().map(field -> new Step(type, field));
  }

  /** What a field may answer: of an abstract type itself and all that it may be. */
  private List<GraphQLNamedType> types(GraphQLFieldDefinition field) {
    List<GraphQLNamedType> types = new ArrayList<>();
    switch (GraphQLTypeUtil.unwrapAll(field.getType())) {
      case GraphQLObjectType object -> types.add(object);
      case GraphQLInterfaceType declared -> {
        types.add(declared);
        types.addAll(schema.getImplementations(declared));
      }
      case GraphQLUnionType union -> {
        for (GraphQLNamedOutputType each : union.getTypes()) {
          types.add(each);
        }
      }
      default -> {}
    }
    return types;
  }

  private String document(List<Step> steps) {
    StringBuilder document =
        new StringBuilder(steps.getFirst().of().getName().toLowerCase(Locale.ROOT));
    document.append(" { ");
    StringBuilder end = new StringBuilder(" }");
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (i > 0) {
        document.append("{ ... on ").append(step.of().getName()).append(" { ");
        end.append(" } }");
      }
      document.append(step.field().getName()).append(arguments(step.field())).append(' ');
    }
    if (!types(steps.getLast().field()).isEmpty()) {
      document.append("{ __typename }");
    }
    return document.append(end).toString();
  }

  private String arguments(GraphQLFieldDefinition field) {
    String given =
        field.getArguments().stream()
            .filter(it -> isGiven(it.getName(), it.getType(), it.hasSetDefaultValue()))
            .map(it -> it.getName() + ": " + value(it))
            .collect(Collectors.joining(", "));
    return given.isEmpty() ? "" : "(" + given + ")";
  }

  private boolean isGiven(String name, GraphQLInputType type, boolean hasDefault) {
    return values.containsKey(name) || (GraphQLTypeUtil.isNonNull(type) && !hasDefault);
  }

  private String value(GraphQLArgument argument) {
    return value(argument.getName(), argument.getType());
  }

  private String value(String name, GraphQLInputType type) {
    return switch (type) {
      case GraphQLNonNull it -> value(name, (GraphQLInputType) it.getWrappedType());
      case GraphQLList it -> "[" + value(name, (GraphQLInputType) it.getWrappedType()) + "]";
      case GraphQLInputObjectType it -> object(it);
      case GraphQLEnumType it -> it.getValues().getFirst().getName();
      default -> values.getOrDefault(name, scalar(((GraphQLNamedType) type).getName()));
    };
  }

  private String object(GraphQLInputObjectType type) {
    List<GraphQLInputObjectField> fields = type.getFieldDefinitions();
    if (type.isOneOf()) {
      fields = List.of(fields.getFirst());
    }
    return fields.stream()
        .filter(
            it -> type.isOneOf() || isGiven(it.getName(), it.getType(), it.hasSetDefaultValue()))
        .map(it -> it.getName() + ": " + value(it.getName(), it.getType()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String scalar(String type) {
    return switch (type) {
      case "Int", "Revision" -> "1";
      case "Float" -> "0.5";
      case "Boolean" -> "true";
      case "DateTime" -> "\"2026-01-01T00:00:00Z\"";
      case "Duration" -> "\"P1D\"";
      case "JSON" -> "{}";
      case "Digest" -> "\"sha256:" + "0".repeat(64) + "\"";
      default -> "\"x\"";
    };
  }
}
