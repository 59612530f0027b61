package dev.pedigree.schema;

import graphql.language.AbstractDescribedNode;
import graphql.language.AstPrinter;
import graphql.language.Definition;
import graphql.language.DirectiveDefinition;
import graphql.language.DirectiveLocation;
import graphql.language.DirectivesContainer;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.Node;
import graphql.language.ObjectTypeDefinition;
import graphql.language.Type;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes definitions the way people read them: every described argument on lines of its own, which
 * {@link AstPrinter} does not do. The same definitions give the same text.
 */
final class SdlPrinter {
  private final StringBuilder out = new StringBuilder();

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
          inputValue(value, "  ");
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
    for (FieldDefinition field : fields) {
      description(field, "  ");
      out.append("  ").append(field.getName());
      arguments(field.getInputValueDefinitions(), "  ");
      out.append(": ").append(AstPrinter.printAst(field.getType()));
      directives(field);
      out.append('\n');
    }
    out.append('}');
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
    out.append(AstPrinter.printAst(value.getType()));
    if (value.getDefaultValue() != null) {
      out.append(" = ").append(AstPrinter.printAst(value.getDefaultValue()));
    }
    directives(value);
    out.append('\n');
  }

  private void directives(DirectivesContainer<?> container) {
    for (Node<?> directive : container.getDirectives()) {
      out.append(' ').append(AstPrinter.printAst(directive));
    }
  }

  private void description(AbstractDescribedNode<?> node, String indent) {
    if (node.getDescription() == null) {
      return;
    }
    String text = node.getDescription().getContent().strip();
    if (text.chars().noneMatch(c -> c == '\n' || c == '"' || c == '\\')) {
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
