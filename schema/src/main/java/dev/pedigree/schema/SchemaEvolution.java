package dev.pedigree.schema;

import graphql.schema.diff.DiffEvent;
import graphql.schema.diff.SchemaDiff;
import graphql.schema.diff.SchemaDiffSet;
import graphql.schema.diff.reporting.CapturingReporter;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands against putting one schema in the place of another. Additions and deprecations pass;
 * what is refused would leave recorded facts without a type, or break a client's query.
 */
public final class SchemaEvolution {
  private final PedigreeSchema offered;
  private final TypeSystem after;
  private final Usage usage;
  private final List<String> reasons = new ArrayList<>();

  /** How much is recorded under the schema in force. */
  public interface Usage {
    /** Artifacts of the kind, retracted ones too. */
    long artifacts(String kind);

    /** Edges of the type, retracted ones too. */
    long edges(String edgeType);
  }

  private SchemaEvolution(PedigreeSchema offered, Usage usage) {
    this.offered = offered;
    this.after = offered.typeSystem();
    this.usage = usage;
  }

  /**
   * Why recorded facts would not fit {@code after}, each reason a sentence that names the type,
   * what was expected and, where it is declared still, file and line; empty: they all would.
   *
   * <p>Whatever nothing is recorded of may change. Mutations and their fields are not counted: they
   * may not go once there is any edge.
   */
  public static List<String> orphaned(TypeSystem before, PedigreeSchema after, Usage usage) {
    SchemaEvolution evolution = new SchemaEvolution(after, usage);
    before.kinds().forEach(evolution::compare);
    before.edgeTypes().forEach(evolution::compare);
    if (before.edgeTypes().stream().anyMatch(type -> usage.edges(type.name()) > 0)) {
      before.mutationTypes().forEach(evolution::compare);
    }
    return List.copyOf(evolution.reasons);
  }

  /**
   * What a client of {@code before}, a complete schema, could no longer ask, send or rely on;
   * empty: nothing. graphql-java's {@link SchemaDiff} judges all but the fields that kinds and
   * mutations answer with.
   */
  public static List<String> brokenForClients(String before, PedigreeSchema after) {
    CapturingReporter differences = new CapturingReporter();
    new SchemaDiff().diffSchema(differing(before, after), differences);
    List<String> reasons = new ArrayList<>();
    for (DiffEvent event : differences.getBreakages()) {
      reasons.add(
          after.place(event.getTypeName(), event.getFieldName())
              + event.getTypeName()
              + ": "
              + event.getReasonMsg());
    }
    TypeSystem known = PedigreeSchema.published(before);
    for (Kind kind : known.kinds()) {
      after
          .typeSystem()
          .kind(kind.name())
          .ifPresent(now -> looser(kind.typeName(), kind.fields(), now.fields(), after, reasons));
    }
    for (MutationType type : known.mutationTypes()) {
      after
          .typeSystem()
          .mutationType(type.name())
          .ifPresent(now -> looser(type.typeName(), type.fields(), now.fields(), after, reasons));
    }
    return reasons.stream().distinct().toList();
  }

  /** As introspection tells them: graphql-java's comparison reads no SDL of 15 000 tokens. */
  private static SchemaDiffSet differing(String before, PedigreeSchema after) {
    return SchemaDiffSet.diffSetFromIntrospection(
        UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse(before)),
        UnExecutableSchemaGenerator.makeUnExecutableSchema(after.registry()));
  }

  private static void looser(
      String owner,
      List<Field> before,
      List<Field> now,
      PedigreeSchema after,
      List<String> reasons) {
    for (Field field : before) {
      if (field.required() && now.stream().anyMatch(it -> isOptional(it, field.name()))) {
        reasons.add(
            "%s%s.%s becomes optional (expected: it stays required, clients count on its value)"
                .formatted(after.place(owner, field.name()), owner, field.name()));
      }
    }
  }

  private static boolean isOptional(Field field, String name) {
    return field.name().equals(name) && !field.required();
  }

  private void compare(Kind kind) {
    long recorded = usage.artifacts(kind.name());
    if (recorded == 0) {
      return;
    }
    Optional<Kind> found = after.kind(kind.name());
    if (found.isEmpty()) {
      reasons.add(
          "kind %s is gone (expected: it stays, %s of it)"
              .formatted(kind, counted(recorded, "artifact")));
      return;
    }
    Kind now = found.get();
    String path = offered.place(kind.typeName(), null) + "kind " + kind;
    same(path + ": family", kind.family(), now.family());
    same(path + ": content", kind.content(), now.content());
    same(path + ": passesOn", kind.passesOn(), now.passesOn());
    compareFields(kind.typeName(), kind.fields(), now.fields());
  }

  private void compare(EdgeType type) {
    long recorded = usage.edges(type.name());
    if (recorded == 0) {
      return;
    }
    Optional<EdgeType> found = after.edgeType(type.name());
    if (found.isEmpty()) {
      reasons.add(
          "edge type %s is gone (expected: it stays, %s of it)"
              .formatted(type, counted(recorded, "edge")));
      return;
    }
    EdgeType now = found.get();
    String path = offered.place("EdgeType", type.name()) + "edge type " + type;
    same(path + ": inherits", type.inherits(), now.inherits());
    same(path + ": sameFamily", type.sameFamily(), now.sameFamily());
    kept(path + ": children", type.children(), now.children());
    kept(path + ": parents", type.parents(), now.parents());
  }

  private void compare(MutationType type) {
    Optional<MutationType> found = after.mutationType(type.name());
    if (found.isEmpty()) {
      reasons.add("mutation " + type + " is gone (expected: it stays, edges may have it)");
      return;
    }
    MutationType now = found.get();
    String path = offered.place(type.typeName(), null) + "mutation " + type;
    same(path + ": flavor", type.flavor(), now.flavor());
    compareFields(type.typeName(), type.fields(), now.fields());
  }

  private static String counted(long number, String what) {
    return number == 1 ? "1 " + what + " is" : number + " " + what + "s are";
  }

  private void compareFields(String owner, List<Field> before, List<Field> after) {
    Set<String> names = new HashSet<>();
    for (Field field : before) {
      names.add(field.name());
      String path = owner + "." + field.name();
      after.stream()
          .filter(now -> now.name().equals(field.name()))
          .findFirst()
          .ifPresentOrElse(
              now -> compareField(offered.place(owner, field.name()) + path, field, now),
              () -> reasons.add(path + " is gone (expected: it stays, what is recorded has it)"));
    }
    for (Field added : after) {
      if (added.required() && !names.contains(added.name())) {
        reasons.add(
            "%s%s.%s: %s! is new (expected: optional, what is recorded does not have it)"
                .formatted(offered.place(owner, added.name()), owner, added.name(), added.type()));
      }
    }
  }

  private void compareField(String path, Field before, Field after) {
    List<String> lost = lost(before.type(), after.type());
    if (!lost.isEmpty()) {
      reasons.add(
          "%s: %s loses %s (expected: they stay, what is recorded may have them)"
              .formatted(path, after.type(), lost));
      return;
    }
    if (!takes(after.type(), before.type())) {
      reasons.add(
          "%s: %s becomes %s (expected: a type that takes what is recorded)"
              .formatted(path, before.type(), after.type()));
      return;
    }
    if (after.required() && !before.required()) {
      reasons.add(path + " becomes required (expected: it stays optional)");
    }
    compareConstraints(path, before, after);
  }

  private void compareConstraints(String path, Field before, Field after) {
    Field.Range range = after.range();
    if (range != null && !range.equals(before.range()) && !wider(range, before.range())) {
      reasons.add(
          "%s: @range becomes %s (expected: no narrower than %s)"
              .formatted(path, range, before.range() == null ? "any" : before.range()));
    }
    if (after.pattern() != null && !Objects.equals(after.pattern(), before.pattern())) {
      reasons.add(
          "%s: @pattern becomes %s (expected: %s)"
              .formatted(
                  path,
                  after.pattern(),
                  before.pattern() == null ? "none" : before.pattern() + ", or none"));
    }
    if (after.minLength() > before.minLength()) {
      reasons.add(
          "%s: @length(min) becomes %d (expected: at most %d)"
              .formatted(path, after.minLength(), before.minLength()));
    }
    if (after.maxLength() < before.maxLength()) {
      reasons.add(
          "%s: @length becomes %d (expected: %d or more)"
              .formatted(path, after.maxLength(), before.maxLength()));
    }
  }

  /** The words that an enum of the same name no longer has. */
  private static List<String> lost(FieldType before, FieldType after) {
    if (before instanceof FieldType.ListOf list && after instanceof FieldType.ListOf now) {
      return lost(list.element(), now.element());
    }
    return before instanceof FieldType.Enumeration words
            && after instanceof FieldType.Enumeration now
            && words.name().equals(now.name())
        ? words.values().stream().filter(word -> !now.values().contains(word)).toList()
        : List.of();
  }

  /** Whether every value of {@code narrow} is one of {@code wide}. */
  private static boolean takes(FieldType wide, FieldType narrow) {
    return switch (narrow) {
      case FieldType.Scalar scalar ->
          wide == scalar
              || wide == FieldType.Scalar.JSON
              || (scalar == FieldType.Scalar.INT && wide == FieldType.Scalar.FLOAT);
      case FieldType.Enumeration words ->
          wide instanceof FieldType.Enumeration more && more.values().containsAll(words.values());
      case FieldType.ListOf list ->
          wide instanceof FieldType.ListOf more && takes(more.element(), list.element());
    };
  }

  private static boolean wider(Field.Range range, Field.@Nullable Range than) {
    return than != null && range.min() <= than.min() && range.max() >= than.max();
  }

  private void same(String what, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      reasons.add(
          "%s becomes %s (expected: %s, as recorded facts have it)".formatted(what, after, before));
    }
  }

  private void kept(String what, Set<Kind> before, Set<Kind> after) {
    List<Kind> lost =
        before.stream()
            .filter(kind -> this.after.kind(kind.name()).isPresent() && !after.contains(kind))
            .toList();
    if (!lost.isEmpty()) {
      reasons.add("%s lose %s (expected: they stay, edges may join them)".formatted(what, lost));
    }
  }
}
