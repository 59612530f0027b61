package dev.pedigree.schema;

import graphql.language.Description;
import graphql.language.Directive;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.StringValue;
import graphql.language.Type;
import graphql.language.TypeName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Adds to the declarations what follows from them: the interfaces' fields and keys in each type
 * that implements them, and for kinds and mutations the enum of all, an input each, and the one-of
 * input.
 */
final class Deriver {
  private final Declarations declarations;
  private final Problems problems;

  Deriver(Declarations declarations, Problems problems) {
    this.declarations = declarations;
    this.problems = problems;
  }

  void derive() {
    List<ObjectTypeDefinition> kinds = declarations.implementing("Artifact");
    List<ObjectTypeDefinition> mutations = declarations.implementing("ArtifactMutation");
    Family artifacts =
        new Family(
            "Artifact",
            "ArtifactKind",
            "Which kind of artifact it is.",
            "ArtifactInput",
            "An artifact to be recorded: exactly one field is given, and tells its kind.");
    Family mutated =
        new Family(
            "ArtifactMutation",
            "MutationKind",
            "Which kind of mutation it is.",
            "MutationInput",
            "A mutation: exactly one field is given, and tells its kind.");
    derive(artifacts, kinds);
    derive(mutated, mutations);
    declarations.types(ObjectTypeDefinition.class).forEach(this::copyInterfaceFields);
    declarations.removeDirective("commonInput");
    declarations.removeDirective("contentOnly");
  }

  /** The names of what is derived for the types that implement an interface. */
  private record Family(
      String interfaceName,
      String enumName,
      String enumDescription,
      String inputName,
      String inputDescription) {}

  private void derive(Family family, List<ObjectTypeDefinition> members) {
    EnumTypeDefinition.Builder values =
        EnumTypeDefinition.newEnumTypeDefinition()
            .name(family.enumName())
            .description(described(family.enumDescription()));
    InputObjectTypeDefinition.Builder oneOf =
        InputObjectTypeDefinition.newInputObjectDefinition()
            .name(family.inputName())
            .description(described(family.inputDescription()))
            .directive(Directive.newDirective().name("oneOf").build());
    InputObjectTypeDefinition common = commonInput(family.interfaceName());
    List<InputValueDefinition> ofAll = new ArrayList<>();
    List<InputValueDefinition> ofContent = new ArrayList<>();
    for (InputValueDefinition value : common.getInputValueDefinitions()) {
      InputValueDefinition published = value.transform(it -> it.directives(List.of()));
      ofContent.add(published);
      if (!value.hasDirective("contentOnly")) {
        ofAll.add(published);
      }
    }
    for (ObjectTypeDefinition member : members) {
      DomainName name = new DomainName(member.getName());
      values.enumValueDefinition(
          EnumValueDefinition.newEnumValueDefinition()
              .name(name.enumValue())
              .description(member.getDescription())
              .build());
      oneOf.inputValueDefinition(
          InputValueDefinition.newInputValueDefinition()
              .name(name.inputField())
              .description(member.getDescription())
              .type(new TypeName(name.inputType()))
              .build());
      boolean content = TypeSystemReader.hasContent(member);
      declarations.declare(input(member, name, content ? ofContent : ofAll));
    }
    declarations.declare(values.build());
    declarations.declare(oneOf.build());
    declarations.remove(common);
  }

  private InputObjectTypeDefinition commonInput(String interfaceName) {
    for (InputObjectTypeDefinition input : declarations.types(InputObjectTypeDefinition.class)) {
      for (Directive directive : input.getDirectives("commonInput")) {
        if (directive.getArgument("of").getValue() instanceof StringValue of
            && interfaceName.equals(of.getValue())) {
          return input;
        }
      }
    }
    throw new IllegalStateException("no input with @commonInput(of: \"" + interfaceName + "\")");
  }

  private InputObjectTypeDefinition input(
      ObjectTypeDefinition member, DomainName name, List<InputValueDefinition> common) {
    InputObjectTypeDefinition.Builder input =
        InputObjectTypeDefinition.newInputObjectDefinition()
            .name(name.inputType())
            .description(member.getDescription())
            .sourceLocation(member.getSourceLocation());
    common.forEach(input::inputValueDefinition);
    for (FieldDefinition field : member.getFieldDefinitions()) {
      input.inputValueDefinition(
          InputValueDefinition.newInputValueDefinition()
              .name(field.getName())
              .description(field.getDescription())
              .type(field.getType())
              .directives(field.getDirectives().stream().filter(this::isForInputs).toList())
              .sourceLocation(field.getSourceLocation())
              .build());
    }
    return input.build();
  }

  /** What a federated graph does with answers says nothing about inputs. */
  private boolean isForInputs(Directive directive) {
    return declarations.directives().stream()
        .filter(it -> it.getName().equals(directive.getName()))
        .flatMap(it -> it.getDirectiveLocations().stream())
        .anyMatch(it -> it.getName().equals("INPUT_FIELD_DEFINITION"));
  }

  /** Interfaces first, in the order named, then the type's own fields. */
  @SuppressWarnings("rawtypes") // graphql-java's builder takes raw types.
  private void copyInterfaceFields(ObjectTypeDefinition type) {
    Set<String> interfaces = new LinkedHashSet<>();
    for (Type<?> named : types(type.getImplements())) {
      addWithParents(named, interfaces);
    }
    List<FieldDefinition> fields = new ArrayList<>();
    Set<String> known = new LinkedHashSet<>();
    type.getFieldDefinitions().forEach(own -> known.add(own.getName()));
    List<Type> implementz = new ArrayList<>();
    List<Directive> directives = new ArrayList<>();
    for (String name : interfaces) {
      implementz.add(new TypeName(name));
      declarations
          .type(InterfaceTypeDefinition.class, name)
          .ifPresentOrElse(
              it -> {
                it.getFieldDefinitions().stream()
                    .filter(field -> known.add(field.getName()))
                    .forEach(fields::add);
                directives.addAll(it.getDirectives("key"));
              },
              () -> problems.add(type, name + " is not an interface"));
    }
    fields.addAll(type.getFieldDefinitions());
    directives.addAll(type.getDirectives());
    declarations.replace(
        type.transform(
            it -> it.implementz(implementz).directives(directives).fieldDefinitions(fields)));
  }

  private void addWithParents(Type<?> named, Set<String> interfaces) {
    if (named instanceof TypeName name && interfaces.add(name.getName())) {
      declarations
          .type(InterfaceTypeDefinition.class, name.getName())
          .ifPresent(
              it ->
                  types(it.getImplements()).forEach(parent -> addWithParents(parent, interfaces)));
    }
  }

  @SuppressWarnings("rawtypes")
  private static List<Type<?>> types(List<Type> raw) {
    List<Type<?>> types = new ArrayList<>();
    for (Type type : raw) {
      types.add((Type<?>) type);
    }
    return types;
  }

  private static Description described(String text) {
    return new Description(text, null, false);
  }
}
