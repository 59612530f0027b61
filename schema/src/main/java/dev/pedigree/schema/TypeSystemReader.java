package dev.pedigree.schema;

import graphql.Directives;
import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValue;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.FloatValue;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.IntValue;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ListType;
import graphql.language.Node;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.StringValue;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import graphql.language.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Reads kinds, edge types and mutations out of the declarations, before anything is derived from
 * them. What cannot be read is a problem; the value put in its place is never used.
 */
final class TypeSystemReader {
  private final Declarations declarations;
  private final Problems problems;
  private final boolean published;
  private final Map<String, Kind> kinds = new LinkedHashMap<>();

  private final Map<String, Set<String>> taken = new HashMap<>();
  private final List<EdgeType> edgeTypes = new ArrayList<>();
  private final Map<String, MutationType> mutationTypes = new LinkedHashMap<>();

  /**
   * @param published whether everything is derived already: each type repeats its interface's
   *     fields
   */
  TypeSystemReader(Declarations declarations, Problems problems, boolean published) {
    this.declarations = declarations;
    this.problems = problems;
    this.published = published;
  }

  void read() {
    declarations.implementing("Artifact").forEach(this::readKind);
    checkFamilies();
    checkStandIns();
    declarations.implementing("ArtifactMutation").forEach(this::readMutation);
    declarations
        .type(EnumTypeDefinition.class, "EdgeType")
        .ifPresent(it -> it.getEnumValueDefinitions().forEach(this::readEdgeType));
    checkExpectations();
  }

  List<Kind> kinds() {
    return List.copyOf(kinds.values());
  }

  List<EdgeType> edgeTypes() {
    return edgeTypes;
  }

  List<MutationType> mutationTypes() {
    return List.copyOf(mutationTypes.values());
  }

  /** Whether the kind that the type declares consists of bytes; false where it does not say. */
  static boolean hasContent(ObjectTypeDefinition type) {
    return type.getDirectives("kind").stream()
        .map(it -> it.getArgument("content"))
        .anyMatch(it -> it != null && it.getValue() instanceof BooleanValue yes && yes.isValue());
  }

  private void readKind(ObjectTypeDefinition type) {
    Optional<Directive> directive = only(type, type, "kind");
    if (directive.isEmpty()) {
      return;
    }
    DomainName name = new DomainName(type.getName());
    Kind kind =
        new Kind(
            name.enumValue(),
            name.typeName(),
            name.inputField(),
            text(directive.get(), "family"),
            hasContent(type),
            argument(directive.get(), "joinsLike") instanceof EnumValue like
                ? like.getName()
                : null,
            words(directive.get(), "passesOn", Inheritance.class),
            expects(type),
            fields(type, "Artifact"),
            description(type, type.getName()),
            kinds.size());
    if (kinds.putIfAbsent(kind.name(), kind) != null) {
      problems.add(type, type.getName() + " would be the second " + kind.name());
    }
  }

  private void checkStandIns() {
    for (Kind kind : kinds.values()) {
      Kind like = kind.joinsLike() == null ? null : kinds.get(kind.joinsLike());
      if (kind.joinsLike() != null && (like == null || like.joinsLike() != null)) {
        problems.add(
            declaration(kind),
            "%s joins like %s (expected: a kind that does not itself join like another)"
                .formatted(kind.typeName(), kind.joinsLike()));
      }
    }
  }

  private static List<Set<String>> expects(ObjectTypeDefinition type) {
    List<Set<String>> expects = new ArrayList<>();
    for (Directive directive : type.getDirectives("expects")) {
      Set<String> any = new LinkedHashSet<>();
      enumValues(directive, "anyOf").forEach(word -> any.add(word.getName()));
      expects.add(any);
    }
    return expects;
  }

  private void checkExpectations() {
    for (Kind kind : kinds.values()) {
      Set<String> possible = new LinkedHashSet<>();
      edgeTypes.stream()
          .filter(type -> type.children().contains(kind))
          .forEach(type -> possible.add(type.name()));
      List<Directive> directives = declaration(kind).getDirectives("expects");
      for (int i = 0; i < directives.size(); i++) {
        Set<String> any = kind.expects().get(i);
        if (any.isEmpty() || !possible.containsAll(any)) {
          problems.add(
              directives.get(i),
              "%s expects any of %s (expected: edge types that it may start, of %s)"
                  .formatted(kind.typeName(), any, possible));
        }
      }
    }
  }

  private ObjectTypeDefinition declaration(Kind kind) {
    return declarations.type(ObjectTypeDefinition.class, kind.typeName()).orElseThrow();
  }

  /** A node of several kinds passes on the same, whichever of its kinds is looked at. */
  private void checkFamilies() {
    Map<String, Kind> first = new HashMap<>();
    for (Kind kind : kinds.values()) {
      Kind other = kind.family() == null ? null : first.putIfAbsent(kind.family(), kind);
      if (other == null) {
        continue;
      }
      ObjectTypeDefinition type = declaration(kind);
      if (!other.passesOn().equals(kind.passesOn())) {
        problems.add(
            type,
            "%s passes on %s (expected: %s, as %s of the same family)"
                .formatted(kind.typeName(), kind.passesOn(), other.passesOn(), other.typeName()));
      }
      if (other.content() != kind.content()) {
        problems.add(
            type,
            "%s has content: %s (expected: %s, as %s of the same family)"
                .formatted(kind.typeName(), kind.content(), other.content(), other.typeName()));
      }
    }
  }

  private void readMutation(ObjectTypeDefinition type) {
    Optional<Directive> directive = only(type, type, "mutation");
    if (directive.isEmpty()) {
      return;
    }
    DomainName name = new DomainName(type.getName());
    MutationFlavor flavor =
        argument(directive.get(), "flavor") instanceof EnumValue word
            ? word(MutationFlavor.class, word)
            : null;
    if (flavor == null) {
      return;
    }
    MutationType mutation =
        new MutationType(
            name.enumValue(),
            name.typeName(),
            name.inputField(),
            flavor,
            fields(type, "ArtifactMutation"),
            description(type, type.getName()),
            mutationTypes.size());
    if (mutationTypes.putIfAbsent(mutation.name(), mutation) != null) {
      problems.add(type, type.getName() + " would be the second " + mutation.name());
    }
  }

  private void readEdgeType(EnumValueDefinition value) {
    String name = value.getName();
    Optional<Directive> directive = only(value, value, "edge");
    if (directive.isEmpty()) {
      return;
    }
    edgeTypes.add(
        new EdgeType(
            name,
            joined(directive.get(), "children"),
            joined(directive.get(), "parents"),
            words(directive.get(), "inherits", Inheritance.class),
            argument(directive.get(), "sameFamily") instanceof BooleanValue yes && yes.isValue(),
            description(value, "EdgeType." + name),
            edgeTypes.size()));
  }

  private Set<Kind> joined(Directive directive, String argument) {
    Set<Kind> joined = new LinkedHashSet<>();
    Set<String> names = new HashSet<>();
    if (!published
        && argument(directive, argument) instanceof ArrayValue list
        && list.getValues().isEmpty()) {
      problems.add(
          directive,
          argument + ": [] (expected: at least one kind, or none of the argument for any kind)");
    }
    for (EnumValue word : enumValues(directive, argument)) {
      names.add(word.getName());
      if (!kinds.containsKey(word.getName())) {
        problems.add(
            word, word.getName() + " is not a kind (expected: one of " + kinds.keySet() + ")");
      }
    }
    for (Kind kind : kinds.values()) {
      if (names.isEmpty()
          || names.contains(kind.name())
          || (kind.joinsLike() != null && names.contains(kind.joinsLike()))) {
        joined.add(kind);
      }
    }
    return joined;
  }

  private List<Field> fields(ObjectTypeDefinition type, String interfaceName) {
    Set<String> taken = taken(interfaceName);
    List<Field> fields = new ArrayList<>();
    for (FieldDefinition field : type.getFieldDefinitions()) {
      String path = type.getName() + "." + field.getName();
      if (taken.contains(field.getName())) {
        if (published) {
          continue;
        }
        problems.add(field, path + ": every " + interfaceName + " has this field already");
      }
      if (!field.getInputValueDefinitions().isEmpty()) {
        problems.add(field, path + " has arguments (expected: none)");
      }
      readField(field, path).ifPresent(fields::add);
    }
    return fields;
  }

  /** The names of fields that each type has which implements the interface, or its input. */
  private Set<String> taken(String interfaceName) {
    return taken.computeIfAbsent(
        interfaceName,
        _ -> {
          Set<String> names = new HashSet<>();
          declarations
              .type(InterfaceTypeDefinition.class, interfaceName)
              .ifPresent(it -> it.getFieldDefinitions().forEach(at -> names.add(at.getName())));
          declarations.types(InputObjectTypeDefinition.class).stream()
              .filter(it -> it.hasDirective("commonInput"))
              .filter(
                  it ->
                      interfaceName.equals(text(it.getDirectives("commonInput").getFirst(), "of")))
              .forEach(it -> it.getInputValueDefinitions().forEach(at -> names.add(at.getName())));
          return names;
        });
  }

  private Optional<Field> readField(FieldDefinition field, String path) {
    boolean required = field.getType() instanceof NonNullType;
    FieldType type = fieldType(field.getType());
    if (type == null) {
      problems.add(
          field,
          path + " (expected: a scalar that is known, an enum, or a list [T!] of one of these)");
      return Optional.empty();
    }
    if (required && !published && field.hasDirective("deprecated")) {
      problems.add(
          field, path + " is required and deprecated (expected: it may be left out once it is)");
    }
    constraint(field, "length", type, path, FieldType.Scalar.STRING, FieldType.Scalar.ID);
    int minLength = length(field, path, "min", 0, 0);
    int maxLength = length(field, path, "max", Field.DEFAULT_MAX_LENGTH, 1);
    if (minLength > maxLength) {
      problems.add(field, path + ": @length: min is above max");
    }
    return Optional.of(
        new Field(
            field.getName(),
            type,
            required,
            description(field, path),
            range(field, type, path),
            pattern(field, type, path),
            minLength,
            maxLength,
            deprecated(field)));
  }

  private static @Nullable String deprecated(FieldDefinition field) {
    return field.getDirectives("deprecated").stream()
        .map(it -> Objects.requireNonNullElse(text(it, "reason"), Directives.NO_LONGER_SUPPORTED))
        .findFirst()
        .orElse(null);
  }

  private @Nullable FieldType fieldType(Type<?> type) {
    return switch (type) {
      case NonNullType some -> fieldType(some.getType());
      case ListType list -> {
        FieldType element =
            list.getType() instanceof NonNullType some ? fieldType(some.getType()) : null;
        yield element == null || element instanceof FieldType.ListOf
            ? null
            : new FieldType.ListOf(element);
      }
      case TypeName name -> namedType(name.getName());
      default -> null;
    };
  }

  private @Nullable FieldType namedType(String name) {
    for (FieldType.Scalar scalar : FieldType.Scalar.values()) {
      if (scalar.toString().equals(name)) {
        return scalar;
      }
    }
    return declarations
        .type(EnumTypeDefinition.class, name)
        .map(
            it ->
                new FieldType.Enumeration(
                    name,
                    it.getEnumValueDefinitions().stream()
                        .map(EnumValueDefinition::getName)
                        .toList()))
        .orElse(null);
  }

  private Field.@Nullable Range range(FieldDefinition field, FieldType type, String path) {
    Directive directive =
        constraint(field, "range", type, path, FieldType.Scalar.INT, FieldType.Scalar.FLOAT);
    if (directive == null) {
      return null;
    }
    double min = number(directive, "min", Double.NEGATIVE_INFINITY);
    double max = number(directive, "max", Double.POSITIVE_INFINITY);
    Field.Range range = min <= max ? new Field.Range(min, max) : null;
    FieldType element = type instanceof FieldType.ListOf list ? list.element() : type;
    if (published) {
      return range;
    }
    if (!isNumber(directive, "min") && !isNumber(directive, "max")) {
      problems.add(directive, path + ": @range without min and max (expected: one of them)");
    } else if (range == null) {
      problems.add(directive, path + ": min is above max");
    } else if (!(element == FieldType.Scalar.INT ? range.holdsInt() : range.holdsNumber())) {
      problems.add(
          directive,
          "%s: no %s lies in %s (expected: bounds that leave some)"
              .formatted(path, element, range));
    }
    return range;
  }

  private static boolean isNumber(Directive directive, String name) {
    return argument(directive, name) instanceof IntValue
        || argument(directive, name) instanceof FloatValue;
  }

  private @Nullable String pattern(FieldDefinition field, FieldType type, String path) {
    Directive directive = constraint(field, "pattern", type, path, FieldType.Scalar.STRING);
    String regex = directive == null ? null : text(directive, "regex");
    if (directive == null || regex == null) {
      return null;
    }
    try {
      Pattern.compile(regex);
    } catch (PatternSyntaxException wrong) {
      problems.add(directive, path + ": the pattern is wrong: " + wrong.getDescription());
    }
    return regex;
  }

  private int length(FieldDefinition field, String path, String bound, int otherwise, int least) {
    Directive directive = field.getDirectives("length").stream().findFirst().orElse(null);
    double length = directive == null ? otherwise : number(directive, bound, otherwise);
    if (!(length >= least && length <= Integer.MAX_VALUE)) {
      problems.add(
          field,
          "%s: @length: %s: %.0f (expected: %d or more)".formatted(path, bound, length, least));
    }
    return (int) length;
  }

  /** The constraint, where the field has it and its type allows it. */
  private @Nullable Directive constraint(
      FieldDefinition field, String name, FieldType type, String path, FieldType... allowed) {
    if (!field.hasDirective(name)) {
      return null;
    }
    Directive directive = field.getDirectives(name).getFirst();
    FieldType element = type instanceof FieldType.ListOf list ? list.element() : type;
    if (!List.of(allowed).contains(element)) {
      problems.add(
          directive,
          "%s: @%s on %s (expected: on %s)".formatted(path, name, type, List.of(allowed)));
    }
    return directive;
  }

  private Optional<Directive> only(
      DirectivesContainer<?> container, Node<?> node, String directive) {
    List<Directive> found = container.getDirectives(directive);
    if (found.isEmpty()) {
      String name =
          node instanceof TypeDefinition<?> type
              ? type.getName()
              : ((EnumValueDefinition) node).getName();
      problems.add(node, "%s has no @%s (expected: one)".formatted(name, directive));
    }
    return found.stream().findFirst();
  }

  private String description(graphql.language.AbstractDescribedNode<?> node, String path) {
    if (node.getDescription() == null || node.getDescription().getContent().isBlank()) {
      problems.add(node, path + " has no description");
      return "";
    }
    return node.getDescription().getContent().strip();
  }

  private static @Nullable Value<?> argument(Directive directive, String name) {
    Argument argument = directive.getArgument(name);
    return argument == null ? null : argument.getValue();
  }

  private static @Nullable String text(Directive directive, String name) {
    return argument(directive, name) instanceof StringValue text ? text.getValue() : null;
  }

  private static double number(Directive directive, String name, double otherwise) {
    return switch (argument(directive, name)) {
      case IntValue whole -> whole.getValue().doubleValue();
      case FloatValue real -> real.getValue().doubleValue();
      case null, default -> otherwise;
    };
  }

  private <E extends Enum<E>> Set<E> words(Directive directive, String argument, Class<E> type) {
    Set<E> words = new LinkedHashSet<>();
    for (EnumValue value : enumValues(directive, argument)) {
      E word = word(type, value);
      if (word != null) {
        words.add(word);
      }
    }
    return words;
  }

  private <E extends Enum<E>> @Nullable E word(Class<E> type, EnumValue value) {
    for (E word : type.getEnumConstants()) {
      if (word.name().equals(value.getName())) {
        return word;
      }
    }
    problems.add(
        value,
        "%s is not %s %s (expected: one of %s)"
            .formatted(
                value.getName(),
                type == Inheritance.class ? "an" : "a",
                type.getSimpleName(),
                List.of(type.getEnumConstants())));
    return null;
  }

  /** The words of a list; one word alone counts as a list of one, as GraphQL has it. */
  private static List<EnumValue> enumValues(Directive directive, String argument) {
    return switch (argument(directive, argument)) {
      case ArrayValue list ->
          list.getValues().stream()
              .filter(EnumValue.class::isInstance)
              .map(EnumValue.class::cast)
              .toList();
      case EnumValue one -> List.of(one);
      case null, default -> List.of();
    };
  }
}
