package dev.pedigree.schema;

import graphql.language.AbstractDescribedNode;
import graphql.language.AstPrinter;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.ImplementingTypeDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ListType;
import graphql.language.NamedNode;
import graphql.language.Node;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.ScalarTypeDefinition;
import graphql.language.StringValue;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import graphql.language.UnionTypeDefinition;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The schema as a page of Markdown: types by the noun whose file declares them, each with its
 * fields, their arguments, constraints and deprecations, and links to the types that they are of.
 */
final class SchemaPage {
  private static final String HEAD =
      """
      # The schema

      Every type of the API, by the noun that it is about. The same as SDL is [schema/api.graphqls](../schema/api.graphqls), and a running gateway, whose extensions may have added to it, gives its own at `/schema.graphqls`.
      Written from the SDL by a test; to change it, change the SDL.

      """;
  private static final String OWN = "pedigree/";
  private static final List<String> ROOTS = List.of("Query", "Mutation", "Subscription");
  private static final List<String> BUILT_IN = List.of("Int", "Float", "String", "Boolean", "ID");

  private final TypeDefinitionRegistry registry;
  private final StringBuilder out = new StringBuilder(HEAD);

  private SchemaPage(TypeDefinitionRegistry registry) {
    this.registry = registry;
  }

  /** The page of {@code registry}'s types; ends with a line feed. */
  static String of(TypeDefinitionRegistry registry) {
    return new SchemaPage(registry).write();
  }

  private String write() {
    Map<String, List<TypeDefinition<?>>> nouns = new LinkedHashMap<>();
    types().forEach(type -> nouns.computeIfAbsent(noun(type), _ -> new ArrayList<>()).add(type));
    nouns.forEach(
        (noun, types) ->
            out.append(
                "- **%s**: %s%n"
                    .formatted(
                        noun,
                        types.stream()
                            .map(type -> link(type.getName(), type.getName()))
                            .collect(Collectors.joining(" · ")))));
    nouns.forEach(
        (noun, types) -> {
          out.append("%n## %s%n".formatted(noun));
          types.forEach(this::type);
        });
    return out.toString();
  }

  private Stream<TypeDefinition<?>> types() {
    return Stream.concat(
        registry.types().values().stream().map(it -> (TypeDefinition<?>) it),
        registry.scalars().values().stream().filter(it -> !BUILT_IN.contains(it.getName())));
  }

  /** What its file is called; what is derived from all kinds or mutations belongs to these. */
  private static String noun(TypeDefinition<?> type) {
    String file =
        Optional.ofNullable(type.getSourceLocation())
            .map(it -> it.getSourceName())
            .orElse(type.getName().startsWith("Artifact") ? OWN + "kinds/" : OWN + "mutations/")
            .substring(OWN.length());
    if (ROOTS.contains(type.getName())) {
      return "Operations";
    }
    if (file.startsWith("kinds/")) {
      return "Kinds of artifacts";
    }
    if (file.startsWith("mutations/")) {
      return "Kinds of mutations";
    }
    String words = file.replace(".graphqls", "").replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + " types";
  }

  private void type(TypeDefinition<?> type) {
    out.append("%n### %s%n%n".formatted(type.getName()));
    switch (type) {
      case ObjectTypeDefinition object -> {
        head("Type", object);
        fields(object);
      }
      case InterfaceTypeDefinition declared -> {
        head("Interface", declared);
        out.append(
            "Implemented by %s.%n%n".formatted(links(implementations(declared.getName()), ", ")));
        fields(declared);
      }
      case InputObjectTypeDefinition input -> {
        head("Input", input);
        inputs(input.getInputValueDefinitions());
      }
      case EnumTypeDefinition words -> {
        head("Enum", words);
        values(words.getEnumValueDefinitions());
      }
      case UnionTypeDefinition union -> {
        head("Union", union);
        out.append(
            "One of %s.%n"
                .formatted(
                    links(union.getMemberTypes().stream().map(SchemaPage::name).toList(), ", ")));
      }
      case ScalarTypeDefinition scalar -> head("Scalar", scalar);
      default -> throw new IllegalArgumentException(type.toString());
    }
  }

  private <N extends AbstractDescribedNode<?> & DirectivesContainer<?>> void head(
      String what, N type) {
    List<String> implemented = implemented(type);
    out.append("*").append(what).append("*");
    if (!implemented.isEmpty()) {
      out.append(" that implements ").append(links(implemented, ", "));
    }
    directives(type).ifPresent(it -> out.append(". ").append(it));
    out.append("%n%n%s%n%n".formatted(text(type)));
  }

  private static List<String> implemented(Node<?> type) {
    return type instanceof ImplementingTypeDefinition<?> it
        ? it.getImplements().stream().map(SchemaPage::name).toList()
        : List.of();
  }

  private List<String> implementations(String declared) {
    return types()
        .filter(it -> implemented(it).contains(declared))
        .map(NamedNode::getName)
        .toList();
  }

  /** Its own ones: those of what it implements are told there. */
  private void fields(ImplementingTypeDefinition<?> type) {
    List<String> inherited =
        implemented(type).stream()
            .flatMap(
                it ->
                    Objects.requireNonNull(
                        registry.getTypeOrNull(it, InterfaceTypeDefinition.class))
                        .getFieldDefinitions()
                        .stream())
            .map(FieldDefinition::getName)
            .toList();
    List<FieldDefinition> own =
        type.getFieldDefinitions().stream()
            .filter(it -> !inherited.contains(it.getName()))
            .toList();
    if (!inherited.isEmpty()) {
      out.append("Beside the fields of what it implements:%n%n".formatted());
    }
    if (own.isEmpty()) {
      out.append("none.%n".formatted());
      return;
    }
    out.append("| field | type | |%n| --- | --- | --- |%n".formatted());
    for (FieldDefinition field : own) {
      out.append(
          "| `%s` | %s | %s%s |%n"
              .formatted(
                  field.getName(),
                  link(field.getType()),
                  cell(field),
                  arguments(field.getInputValueDefinitions())));
    }
  }

  private String arguments(List<InputValueDefinition> arguments) {
    return arguments.stream()
        .map(
            it ->
                "<br>· `%s` %s%s: %s"
                    .formatted(it.getName(), link(it.getType()), otherwise(it), cell(it)))
        .collect(Collectors.joining());
  }

  private void inputs(List<InputValueDefinition> fields) {
    out.append("| field | type | |%n| --- | --- | --- |%n".formatted());
    for (InputValueDefinition field : fields) {
      out.append(
          "| `%s` | %s%s | %s |%n"
              .formatted(field.getName(), link(field.getType()), otherwise(field), cell(field)));
    }
  }

  private void values(List<EnumValueDefinition> values) {
    out.append("| value | |%n| --- | --- |%n".formatted());
    for (EnumValueDefinition value : values) {
      out.append("| `%s` | %s |%n".formatted(value.getName(), cell(value)));
    }
  }

  private static String otherwise(InputValueDefinition value) {
    return value.getDefaultValue() == null
        ? ""
        : " = `" + AstPrinter.printAst(value.getDefaultValue()) + "`";
  }

  private static <N extends AbstractDescribedNode<?> & DirectivesContainer<?>> String cell(N node) {
    String told = text(node).replace("|", "\\|").replaceAll("\\s*\\n\\s*", " ");
    return told + directives(node).map(it -> " " + it.replace("|", "\\|")).orElse("");
  }

  private static String text(AbstractDescribedNode<?> node) {
    return node.getDescription() == null ? "" : node.getDescription().getContent().strip();
  }

  private static Optional<String> directives(DirectivesContainer<?> node) {
    return node.getDirectives().isEmpty()
        ? Optional.empty()
        : Optional.of(
            node.getDirectives().stream()
                .map(SchemaPage::directive)
                .collect(Collectors.joining(" ")));
  }

  private static String directive(Directive directive) {
    if (!directive.getName().equals("deprecated")) {
      return "`" + AstPrinter.printAst(directive) + "`";
    }
    return directive.getArgument("reason") != null
            && directive.getArgument("reason").getValue() instanceof StringValue reason
        ? "**Deprecated**: " + reason.getValue()
        : "**Deprecated**";
  }

  private String links(List<String> names, String between) {
    return names.stream().map(it -> link(it, it)).collect(Collectors.joining(between));
  }

  private String link(Type<?> type) {
    return link(name(type), AstPrinter.printAst(type));
  }

  private String link(String name, String shown) {
    return BUILT_IN.contains(name)
        ? "`" + shown + "`"
        : "[`%s`](#%s)".formatted(shown, name.toLowerCase(Locale.ROOT));
  }

  private static String name(@Nullable Type<?> type) {
    return switch (type) {
      case NonNullType required -> name(required.getType());
      case ListType list -> name(list.getType());
      case TypeName named -> named.getName();
      case null, default -> throw new IllegalArgumentException(String.valueOf(type));
    };
  }
}
