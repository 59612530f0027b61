package dev.pedigree.schema;

import graphql.language.AbstractDescribedNode;
import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.AstPrinter;
import graphql.language.BooleanValue;
import graphql.language.Definition;
import graphql.language.Directive;
import graphql.language.DirectiveDefinition;
import graphql.language.DirectiveLocation;
import graphql.language.DirectivesContainer;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValue;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.IntValue;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ListType;
import graphql.language.Node;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.StringValue;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.language.Value;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes definitions the way people read them: every described argument on lines of its own, which
 * {@link AstPrinter} does not do. The same definitions give the same text.
 */
final class SdlPrinter {
  private static final int USUAL_LENGTH = 1 << 18;

  private final StringBuilder out = new StringBuilder(USUAL_LENGTH);

  /** Fields as they were written: those of an interface stand in every type that implements it. */
  private final IdentityHashMap<Node<?>, String> written = new IdentityHashMap<>();

  private SdlPrinter() {}

  /** The definitions in the order given, a blank line between them, a line feed at the end. */
  static String print(List<Definition<?>> definitions) {
    SdlPrinter printer = new SdlPrinter();
    for (Definition<?> definition : definitions) {
      if (!printer.out.isEmpty()) {
        printer.out.append('\n');
      }
      printer.definition(definition);
      printer.out.append('\n');
    }
    return printer.out.toString();
  }

  private void definition(Definition<?> definition) {
    switch (definition) {
      case DirectiveDefinition directive -> {
        description(directive, "");
        out.append("directive @").append(directive.getName());
        arguments(directive.getInputValueDefinitions(), "");
        out.append(directive.isRepeatable() ? " repeatable on " : " on ")
            .append(
                directive.getDirectiveLocations().stream()
                    .map(DirectiveLocation::getName)
                    .collect(Collectors.joining(" | ")));
      }
      case ObjectTypeDefinition type ->
          fields("type", type, type.getName(), type.getImplements(), type.getFieldDefinitions());
      case InterfaceTypeDefinition type ->
          fields(
              "interface", type, type.getName(), type.getImplements(), type.getFieldDefinitions());
      case EnumTypeDefinition words -> {
        head("enum", words, words.getName());
        directives(words);
        out.append(" {\n");
        words.getEnumValueDefinitions().forEach(this::enumValue);
        out.append('}');
      }
      case InputObjectTypeDefinition input -> {
        head("input", input, input.getName());
        directives(input);
        out.append(" {\n");
        for (InputValueDefinition value : input.getInputValueDefinitions()) {
          once(value, () -> inputValue(value, "  "));
        }
        out.append('}');
      }
      default -> out.append(AstPrinter.printAst(definition).strip());
    }
  }

  private void head(String keyword, AbstractDescribedNode<?> node, String name) {
    description(node, "");
    out.append(keyword).append(' ').append(name);
  }

  @SuppressWarnings("rawtypes") // graphql-java's getters give raw types.
  private <T extends AbstractDescribedNode<?> & DirectivesContainer<?>> void fields(
      String keyword, T type, String name, List<Type> interfaces, List<FieldDefinition> fields) {
    head(keyword, type, name);
    if (!interfaces.isEmpty()) {
      out.append(
          interfaces.stream()
              .map(AstPrinter::printAst)
              .collect(Collectors.joining(" & ", " implements ", "")));
    }
    directives(type);
    out.append(" {\n");
    fields.forEach(field -> once(field, () -> field(field)));
    out.append('}');
  }

  private void once(Node<?> node, Runnable write) {
    String known = written.get(node);
    if (known != null) {
      out.append(known);
    } else {
      int start = out.length();
      write.run();
      written.put(node, out.substring(start));
    }
  }

  private void field(FieldDefinition field) {
    description(field, "  ");
    out.append("  ").append(field.getName());
    arguments(field.getInputValueDefinitions(), "  ");
    out.append(": ");
    type(field.getType());
    directives(field);
    out.append('\n');
  }

  private void enumValue(EnumValueDefinition value) {
    description(value, "  ");
    out.append("  ").append(value.getName());
    directives(value);
    out.append('\n');
  }

  private void arguments(List<InputValueDefinition> arguments, String indent) {
    if (arguments.isEmpty()) {
      return;
    }
    out.append("(\n");
    for (InputValueDefinition argument : arguments) {
      inputValue(argument, indent + "  ");
    }
    out.append(indent).append(')');
  }

  private void inputValue(InputValueDefinition value, String indent) {
    description(value, indent);
    out.append(indent).append(value.getName()).append(": ");
    type(value.getType());
    if (value.getDefaultValue() != null) {
      out.append(" = ");
      value(value.getDefaultValue());
    }
    directives(value);
    out.append('\n');
  }

  private void type(Type<?> type) {
    switch (type) {
      case TypeName name -> out.append(name.getName());
      case NonNullType some -> {
        type(some.getType());
        out.append('!');
      }
      case ListType list -> {
        out.append('[');
        type(list.getType());
        out.append(']');
      }
      default -> out.append(AstPrinter.printAst(type));
    }
  }

  private void directives(DirectivesContainer<?> container) {
    for (Directive directive : container.getDirectives()) {
      out.append(" @").append(directive.getName());
      String before = "(";
      for (Argument argument : directive.getArguments()) {
        out.append(before).append(argument.getName()).append(": ");
        value(argument.getValue());
        before = ", ";
      }
      out.append(directive.getArguments().isEmpty() ? "" : ")");
    }
  }

  private void value(Value<?> value) {
    switch (value) {
      case EnumValue word -> out.append(word.getName());
      case BooleanValue yes -> out.append(yes.isValue());
      case IntValue number -> out.append(number.getValue());
      case StringValue text when isPlain(text.getValue()) ->
          out.append('"').append(text.getValue()).append('"');
      case ArrayValue list -> {
        String before = "[";
        for (Value<?> element : list.getValues()) {
          out.append(before);
          value(element);
          before = ", ";
        }
        out.append(list.getValues().isEmpty() ? "[]" : "]");
      }
      default -> out.append(AstPrinter.printAst(value));
    }
  }

  /** Whether the text stands in quotes as it is. */
  private static boolean isPlain(@Nullable String text) {
    if (text == null) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  private void description(AbstractDescribedNode<?> node, String indent) {
    if (node.getDescription() == null) {
      return;
    }
    String text = node.getDescription().getContent().strip();
    if (isPlain(text)) {
      out.append(indent).append('"').append(text).append("\"\n");
      return;
    }
    out.append(indent).append("\"\"\"\n");
    text.replace("\"\"\"", "\\\"\"\"")
        .lines()
        .forEach(line -> out.append(line.isEmpty() ? "" : indent).append(line).append('\n'));
    out.append(indent).append("\"\"\"\n");
  }
}
