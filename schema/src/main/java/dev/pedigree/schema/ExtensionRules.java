package dev.pedigree.schema;

import graphql.language.Definition;
import graphql.language.DirectiveDefinition;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumTypeExtensionDefinition;
import graphql.language.FragmentDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.NamedNode;
import graphql.language.Node;
import graphql.language.ObjectTypeDefinition;
import graphql.language.ObjectTypeExtensionDefinition;
import graphql.language.OperationDefinition;
import graphql.language.SDLExtensionDefinition;
import graphql.language.ScalarTypeDefinition;
import graphql.language.TypeName;
import graphql.language.UnionTypeDefinition;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an organisation may declare beside Pedigree's own types, and under which names. */
final class ExtensionRules {
  private static final String EXPECTED =
      " (expected: a kind, a mutation, an enum, or an extension of one of these)";

  private final Problems problems;

  /** The interfaces that are declared although they may not be, by name. */
  private final Map<String, InterfaceTypeDefinition> interfaces = new LinkedHashMap<>();

  ExtensionRules(List<Definition<?>> added, Problems problems) {
    this.problems = problems;
    for (Definition<?> definition : added) {
      if (definition instanceof InterfaceTypeDefinition type) {
        interfaces.putIfAbsent(type.getName(), type);
      }
    }
  }

  /** Whether an organisation may declare this at all; what is wrong with it is a problem. */
  boolean allow(Definition<?> definition) {
    return switch (definition) {
      case EnumTypeExtensionDefinition words -> checkValues(words);
      case EnumTypeDefinition words -> {
        checkName(words, ReservedNames::ofType, words.getName());
        yield checkValues(words);
      }
      case ObjectTypeExtensionDefinition type -> checkFields(type);
      case ObjectTypeDefinition type -> isOfDomain(type) && checkFields(type);
      case InterfaceTypeDefinition type -> refuse(definition, found(definition) + cycle(type));
      default -> refuse(definition, found(definition));
    };
  }

  private boolean refuse(Node<?> node, String found) {
    problems.add(node, found + EXPECTED);
    return false;
  }

  private boolean isOfDomain(ObjectTypeDefinition type) {
    String name = type.getName();
    checkName(type, ReservedNames::ofType, name);
    boolean artifact = Declarations.implementsInterface(type, "Artifact");
    boolean mutation = Declarations.implementsInterface(type, "ArtifactMutation");
    if (artifact != mutation) {
      return true;
    }
    if (artifact) {
      problems.add(
          type, name + " implements Artifact and ArtifactMutation (expected: one of the two)");
    } else if (type.hasDirective("kind")) {
      missing(type, "kind", "Artifact");
    } else if (type.hasDirective("mutation")) {
      missing(type, "mutation", "ArtifactMutation");
    } else {
      refuse(type, "type " + name + ", which implements neither Artifact nor ArtifactMutation");
    }
    return false;
  }

  private void missing(ObjectTypeDefinition type, String directive, String interfaceName) {
    problems.add(
        type,
        "%s has @%s and does not implement %s (expected: type %s implements %s @%s)"
            .formatted(
                type.getName(),
                directive,
                interfaceName,
                type.getName(),
                interfaceName,
                directive));
  }

  private boolean checkFields(ObjectTypeDefinition type) {
    type.getFieldDefinitions()
        .forEach(
            field ->
                checkName(field, ReservedNames::ofField, type.getName() + "." + field.getName()));
    checkTwice(type.getName(), type.getFieldDefinitions());
    return true;
  }

  private boolean checkValues(EnumTypeDefinition words) {
    if (words.getEnumValueDefinitions().isEmpty()) {
      problems.add(words, "enum " + words.getName() + " has no values (expected: at least one)");
    }
    words
        .getEnumValueDefinitions()
        .forEach(
            value ->
                checkName(
                    value, ReservedNames::ofAnything, words.getName() + "." + value.getName()));
    checkTwice(words.getName(), words.getEnumValueDefinitions());
    return true;
  }

  private void checkName(NamedNode<?> node, Function<String, @Nullable String> rule, String path) {
    String problem = rule.apply(node.getName());
    if (problem != null) {
      String owner = path.substring(0, path.length() - node.getName().length());
      problems.add(node, owner + problem);
    }
  }

  private void checkTwice(String owner, List<? extends NamedNode<?>> members) {
    Map<String, NamedNode<?>> first = new HashMap<>();
    for (NamedNode<?> member : members) {
      NamedNode<?> other = first.putIfAbsent(member.getName().toLowerCase(Locale.ROOT), member);
      if (other != null) {
        problems.add(
            member,
            "%s.%s is declared already (%s)"
                .formatted(owner, member.getName(), Problems.place(other)));
      }
    }
  }

  /** How the interface comes to implement itself; empty: it does not. */
  private String cycle(InterfaceTypeDefinition start) {
    Set<String> way = new LinkedHashSet<>(List.of(start.getName()));
    return leadsTo(start.getName(), start, way)
        ? ", which implements itself: " + String.join(", ", way) + ", " + start.getName()
        : "";
  }

  private boolean leadsTo(String goal, InterfaceTypeDefinition from, Set<String> way) {
    for (Object implemented : from.getImplements()) {
      String name = implemented instanceof TypeName type ? type.getName() : "";
      if (name.equals(goal)) {
        return true;
      }
      InterfaceTypeDefinition next = interfaces.get(name);
      if (next != null && way.add(name)) {
        if (leadsTo(goal, next, way)) {
          return true;
        }
        way.remove(name);
      }
    }
    return false;
  }

  /** What was found in words: {@code interface Shape}. */
  private static String found(Definition<?> definition) {
    String keyword =
        switch (definition) {
          case InterfaceTypeDefinition _ -> "interface";
          case InputObjectTypeDefinition _ -> "input";
          case ScalarTypeDefinition _ -> "scalar";
          case UnionTypeDefinition _ -> "union";
          case DirectiveDefinition _ -> "directive";
          case FragmentDefinition _ -> "fragment";
          case OperationDefinition operation ->
              operation.getOperation().name().toLowerCase(Locale.ROOT);
          default -> "schema";
        };
    String name = definition instanceof NamedNode<?> named ? named.getName() : null;
    return (definition instanceof SDLExtensionDefinition ? "extend " : "")
        + keyword
        + (name == null ? "" : " " + (definition instanceof DirectiveDefinition ? "@" : "") + name);
  }
}
