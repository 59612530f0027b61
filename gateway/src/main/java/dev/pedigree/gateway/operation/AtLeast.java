package dev.pedigree.gateway.operation;

import graphql.language.Argument;
import graphql.language.IntValue;
import graphql.language.Node;
import graphql.language.ObjectField;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.DataFetchingEnvironment;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Looks for every {@code atLeast} of an operation before its first read: a revision that some field
 * further down waits for is one that the fields above must see too.
 */
final class AtLeast {
  static final String NAME = "atLeast";

  private final Map<String, Object> variables;
  private long highest = -1;

  private AtLeast(Map<String, Object> variables) {
    this.variables = variables;
  }

  /** The highest revision that is waited for; empty: none. */
  static OptionalLong in(DataFetchingEnvironment env) {
    AtLeast found = new AtLeast(env.getVariables());
    found.inDocument(env.getOperationDefinition());
    env.getFragmentsByName().values().forEach(found::inDocument);
    found.inVariables(found.variables);
    return found.highest < 0 ? OptionalLong.empty() : OptionalLong.of(found.highest);
  }

  private void inDocument(Node<?> root) {
    Deque<Node<?>> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      Node<?> node = open.pop();
      switch (node) {
        case ObjectField field when field.getName().equals(NAME) -> literal(field.getValue());
        case Argument argument when argument.getName().equals(NAME) -> literal(argument.getValue());
        default -> node.getChildren().forEach(open::push);
      }
    }
  }

  private void literal(Value<?> value) {
    switch (value) {
      case IntValue number -> found(number.getValue().longValue());
      case StringValue text -> digits(text.getValue());
      case VariableReference variable
          when variables.get(variable.getName()) instanceof Long revision ->
          found(revision);
      default -> {}
    }
  }

  private void digits(@Nullable String text) {
    if (text != null && text.matches("[0-9]{1,18}")) {
      found(Long.parseLong(text));
    }
  }

  /**
   * Variables are coerced already: a revision is a Long. A variable of another name is looked into.
   */
  private void inVariables(Object value) {
    switch (value) {
      case Map<?, ?> map -> map.forEach(this::entry);
      case Collection<?> list -> list.forEach(this::element);
      default -> {}
    }
  }

  private void entry(Object key, Object value) {
    if (NAME.equals(key) && value instanceof Long revision) {
      found(revision);
    } else {
      element(value);
    }
  }

  private void element(Object value) {
    if (value != null) {
      inVariables(value);
    }
  }

  private void found(long revision) {
    highest = Math.max(highest, revision);
  }
}
