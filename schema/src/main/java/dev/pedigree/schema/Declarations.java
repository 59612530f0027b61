package dev.pedigree.schema;

import graphql.language.Definition;
import graphql.language.DirectiveDefinition;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumTypeExtensionDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.NamedNode;
import graphql.language.ObjectTypeDefinition;
import graphql.language.SDLExtensionDefinition;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the SDL declares, in order, with every {@code extend} folded into what it extends. */
final class Declarations {
  private final Map<String, DirectiveDefinition> directives = new LinkedHashMap<>();
  private final Map<String, TypeDefinition<?>> types = new LinkedHashMap<>();
  private final Map<String, String> namesByLowerCase = new LinkedHashMap<>();
  private final Problems problems;

  Declarations(Problems problems) {
    this.problems = problems;
  }

  /** Adds what Pedigree's own sources declare. They may extend one another in any order. */
  void addBase(List<Definition<?>> definitions) {
    List<Definition<?>> extensions = new ArrayList<>();
    for (Definition<?> definition : definitions) {
      switch (definition) {
        case SDLExtensionDefinition _ -> extensions.add(definition);
        case DirectiveDefinition directive -> directives.put(directive.getName(), directive);
        case TypeDefinition<?> type -> declare(type);
        default -> problems.add(definition, "a type, a directive or an extension was expected");
      }
    }
    extensions.forEach(this::extend);
  }

  /**
   * Adds an organisation's sources: kinds, mutations and enums of their own, further fields of
   * kinds and mutations, further edge types. Anything else would change what Pedigree itself relies
   * on.
   *
   * @return whether all of them could be read
   */
  boolean addExtensions(List<SdlSource> sources) {
    SdlParser parser = new SdlParser(problems);
    List<Definition<?>> added = new ArrayList<>();
    sources.forEach(source -> added.addAll(parser.parse(source)));
    ExtensionRules rules = new ExtensionRules(added, problems);
    List<Definition<?>> allowed = added.stream().filter(rules::allow).toList();
    DirectiveCheck directiveCheck = new DirectiveCheck(directives(), problems);
    allowed.forEach(directiveCheck::check);
    for (Definition<?> definition : allowed) {
      if (!(definition instanceof SDLExtensionDefinition)) {
        declare((TypeDefinition<?>) definition);
      }
    }
    for (Definition<?> definition : allowed) {
      if (definition instanceof SDLExtensionDefinition) {
        extendByOrganisation(definition);
      }
    }
    return !parser.unreadable();
  }

  private void extendByOrganisation(Definition<?> extension) {
    if (mayExtend(extension)) {
      extend(extension);
    } else {
      problems.add(
          extension,
          ((NamedNode<?>) extension).getName()
              + " cannot be extended (expected: a kind, a mutation or EdgeType)");
    }
  }

  private boolean mayExtend(Definition<?> extension) {
    String name = ((NamedNode<?>) extension).getName();
    if (extension instanceof EnumTypeExtensionDefinition) {
      return name.equals("EdgeType");
    }
    return types.get(name) instanceof ObjectTypeDefinition type && isDomainType(type);
  }

  private static boolean isDomainType(ObjectTypeDefinition type) {
    return implementsInterface(type, "Artifact") || implementsInterface(type, "ArtifactMutation");
  }

  /** Adds a type; its name must be new, whatever the case of its letters. */
  void declare(TypeDefinition<?> type) {
    String name = type.getName();
    String known = namesByLowerCase.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
    TypeDefinition<?> first = known == null ? null : types.get(known);
    if (first == null) {
      types.put(name, type);
    } else if (name.equals(known)) {
      problems.add(type, name + " is declared already (" + Problems.place(first) + ")");
    } else {
      problems.add(
          type, name + " differs from " + known + " (" + Problems.place(first) + ") only in case");
    }
  }

  /** Puts a type in the place of the one of the same name. */
  void replace(TypeDefinition<?> type) {
    types.put(type.getName(), type);
  }

  void remove(TypeDefinition<?> type) {
    types.remove(type.getName());
  }

  void removeDirective(String name) {
    directives.remove(name);
  }

  private void extend(Definition<?> extension) {
    String name = ((NamedNode<?>) extension).getName();
    TypeDefinition<?> base = types.get(name);
    TypeDefinition<?> extended = base == null ? null : extended(base, extension);
    if (extended == null) {
      problems.add(extension, name + " cannot be extended: there is no such type to extend");
    } else {
      types.put(name, extended);
    }
  }

  private @Nullable TypeDefinition<?> extended(TypeDefinition<?> base, Definition<?> extension) {
    if (base instanceof ObjectTypeDefinition type
        && extension instanceof ObjectTypeDefinition more) {
      refuseRepeated(type.getFieldDefinitions(), more.getFieldDefinitions(), type.getName());
      return type.transform(
          it ->
              it.implementz(joined(type.getImplements(), more.getImplements()))
                  .directives(joined(type.getDirectives(), more.getDirectives()))
                  .fieldDefinitions(
                      joined(type.getFieldDefinitions(), more.getFieldDefinitions())));
    }
    if (base instanceof InterfaceTypeDefinition type
        && extension instanceof InterfaceTypeDefinition more) {
      refuseRepeated(type.getFieldDefinitions(), more.getFieldDefinitions(), type.getName());
      return type.transform(
          it -> it.definitions(joined(type.getFieldDefinitions(), more.getFieldDefinitions())));
    }
    if (base instanceof EnumTypeDefinition type && extension instanceof EnumTypeDefinition more) {
      refuseRepeated(
          type.getEnumValueDefinitions(), more.getEnumValueDefinitions(), type.getName());
      return type.transform(
          it ->
              it.enumValueDefinitions(
                  joined(type.getEnumValueDefinitions(), more.getEnumValueDefinitions())));
    }
    if (base instanceof InputObjectTypeDefinition type
        && extension instanceof InputObjectTypeDefinition more) {
      refuseRepeated(
          type.getInputValueDefinitions(), more.getInputValueDefinitions(), type.getName());
      return type.transform(
          it ->
              it.inputValueDefinitions(
                  joined(type.getInputValueDefinitions(), more.getInputValueDefinitions())));
    }
    return null;
  }

  private <T extends NamedNode<?>> void refuseRepeated(List<T> known, List<T> more, String type) {
    for (T added : more) {
      for (T first : known) {
        if (first.getName().equalsIgnoreCase(added.getName())) {
          problems.add(
              added,
              type
                  + "."
                  + added.getName()
                  + " is declared already ("
                  + Problems.place(first)
                  + ")");
        }
      }
    }
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  static boolean implementsInterface(ObjectTypeDefinition type, String name) {
    for (Object implemented : type.getImplements()) {
      if (implemented instanceof TypeName known && known.getName().equals(name)) {
        return true;
      }
    }
    return false;
  }

  List<DirectiveDefinition> directives() {
    return List.copyOf(directives.values());
  }

  List<TypeDefinition<?>> types() {
    return List.copyOf(types.values());
  }

  /** Every declared type of the sort, in order. */
  <T extends TypeDefinition<T>> List<T> types(Class<T> sort) {
    return types.values().stream().filter(sort::isInstance).map(sort::cast).toList();
  }

  /** The declared type of the sort and name. */
  <T extends TypeDefinition<T>> Optional<T> type(Class<T> sort, String name) {
    return Optional.ofNullable(types.get(name)).filter(sort::isInstance).map(sort::cast);
  }

  /** The object types that implement the interface, in order. */
  List<ObjectTypeDefinition> implementing(String interfaceName) {
    return types(ObjectTypeDefinition.class).stream()
        .filter(type -> implementsInterface(type, interfaceName))
        .toList();
  }
}
