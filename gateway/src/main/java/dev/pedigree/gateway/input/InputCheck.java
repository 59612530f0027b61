package dev.pedigree.gateway.input;

import dev.pedigree.graph.recording.Refusal;
import graphql.ExecutionInput;
import graphql.GraphQLContext;
import graphql.execution.TypeFromAST;
import graphql.language.Argument;
import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.InlineFragment;
import graphql.language.NullValue;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.language.VariableDefinition;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the engine found wrong with the values of a request, and where: the engine itself says
 * neither the place within a variable nor its reasons in words that are the client's. It is asked
 * only once a request was refused.
 */
public final class InputCheck {
  private final GraphQLSchema schema;
  private final Faults faults;
  private final Map<String, Object> variables;
  private final List<VariableDefinition> declared;

  private InputCheck(
      GraphQLSchema schema, ExecutionInput input, List<VariableDefinition> declared) {
    this.schema = schema;
    this.variables = input.getRawVariables().toMap();
    this.declared = declared;
    this.faults = new Faults(GraphQLContext.getDefault(), Locale.ROOT, this::isNull);
  }

  /**
   * The values that do not fit, in the order of the request; those of variables last.
   *
   * @param document of {@code input}
   * @return empty: the values are not what is wrong
   */
  public static List<Refusal> faults(
      GraphQLSchema schema, Document document, ExecutionInput input) {
    List<OperationDefinition> operations =
        document.getDefinitionsOfType(OperationDefinition.class).stream()
            .filter(it -> isAsked(it, input.getOperationName()))
            .toList();
    List<VariableDefinition> declared =
        operations.size() == 1 ? operations.getFirst().getVariableDefinitions() : List.of();
    InputCheck check = new InputCheck(schema, input, declared);
    document.getDefinitions().forEach(check::arguments);
    declared.forEach(check::variable);
    return check.faults.found();
  }

  private static boolean isAsked(OperationDefinition operation, @Nullable String name) {
    return name == null || name.isEmpty() || name.equals(operation.getName());
  }

  private boolean isNull(String variable) {
    if (variables.containsKey(variable)) {
      return variables.get(variable) == null;
    }
    return declared.stream()
        .filter(it -> it.getName().equals(variable))
        .allMatch(it -> it.getDefaultValue() == null || it.getDefaultValue() instanceof NullValue);
  }

  private void arguments(Definition<?> definition) {
    switch (definition) {
      case OperationDefinition operation ->
          arguments(operation.getSelectionSet(), root(operation.getOperation()));
      case FragmentDefinition fragment ->
          arguments(fragment.getSelectionSet(), type(fragment.getTypeCondition()));
      default -> {}
    }
  }

  private @Nullable GraphQLType root(OperationDefinition.Operation operation) {
    return switch (operation) {
      case QUERY -> schema.getQueryType();
      case MUTATION -> schema.getMutationType();
      case SUBSCRIPTION -> schema.getSubscriptionType();
    };
  }

  private @Nullable GraphQLType type(TypeName name) {
    return schema.getType(name.getName());
  }

  private void arguments(@Nullable SelectionSet selections, @Nullable GraphQLType parent) {
    if (selections == null) {
      return;
    }
    for (Selection<?> selection : selections.getSelections()) {
      switch (selection) {
        case Field field -> field(field, parent);
        case InlineFragment fragment -> {
          TypeName condition = fragment.getTypeCondition();
          arguments(fragment.getSelectionSet(), condition == null ? parent : type(condition));
        }
        default -> {}
      }
    }
  }

  private void field(Field field, @Nullable GraphQLType parent) {
    GraphQLFieldDefinition declared =
        parent instanceof GraphQLFieldsContainer container
            ? container.getFieldDefinition(field.getName())
            : null;
    if (declared == null) {
      return;
    }
    for (Argument given : field.getArguments()) {
      GraphQLArgument argument = declared.getArgument(given.getName());
      if (argument != null) {
        faults.check(argument.getType(), given.getValue(), given.getName());
      }
    }
    arguments(field.getSelectionSet(), GraphQLTypeUtil.unwrapAll(declared.getType()));
  }

  private void variable(VariableDefinition definition) {
    String name = definition.getName();
    GraphQLType type = TypeFromAST.getTypeFromAST(schema, definition.getType());
    if (type == null) {
      return;
    }
    String place = faults.placeOfVariable(name);
    if (variables.containsKey(name)) {
      faults.check(type, variables.get(name), place);
    } else if (definition.getDefaultValue() != null) {
      faults.check(type, definition.getDefaultValue(), place);
    } else if (GraphQLTypeUtil.isNonNull(type)) {
      faults.missing(type, place);
    }
  }
}
