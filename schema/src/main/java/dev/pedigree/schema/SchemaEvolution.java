package dev.pedigree.schema;

import graphql.schema.diff.DiffEvent;
import graphql.schema.diff.SchemaDiff;
import graphql.schema.diff.SchemaDiffSet;
import graphql.schema.diff.reporting.CapturingReporter;
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

  private SchemaEvolution(TypeSystem after, Usage usage) {
    this.after = after;
    this.usage = usage;
  }

  /**
   * Why recorded facts would not fit {@code after}, each reason a sentence that names the type and
   * what was expected; empty: they all would.
   *
   * <p>Kinds and edge types of which nothing is recorded may go. Whether a field or a mutation is
   * in use is not counted: they may not go at all.
   */
  public static List<String> orphaned(TypeSystem before, TypeSystem after, Usage usage) {
    SchemaEvolution evolution = new SchemaEvolution(after, usage);
    before.kinds().forEach(evolution::compare);
    before.edgeTypes().forEach(evolution::compare);
    before.mutationTypes().forEach(evolution::compare);
    return List.copyOf(evolution.reasons);
  }

  /**
   * What a client of {@code before} could no longer ask or send, as graphql-java's {@link
   * SchemaDiff} judges two complete schemas; empty: nothing.
   */
  public static List<String> brokenForClients(String before, String after) {
    CapturingReporter differences = new CapturingReporter();
    new SchemaDiff().diffSchema(SchemaDiffSet.diffSetFromSdl(before, after), differences);
    return differences.getBreakages().stream().map(DiffEvent::getReasonMsg).distinct().toList();
  }

  private void compare(Kind kind) {
    Optional<Kind> found = after.kind(kind.name());
    long recorded = usage.artifacts(kind.name());
    if (found.isEmpty()) {
      if (recorded > 0) {
        reasons.add(
            "kind %s is gone (expected: it stays, %d artifacts are of it)"
                .formatted(kind, recorded));
      }
      return;
    }
    Kind now = found.get();
    if (recorded > 0) {
      same("kind " + kind + ": family", kind.family(), now.family());
      same("kind " + kind + ": content", kind.content(), now.content());
      same("kind " + kind + ": passesOn", kind.passesOn(), now.passesOn());
    }
    compareFields(kind.typeName(), kind.fields(), now.fields());
  }

  private void compare(EdgeType type) {
    Optional<EdgeType> found = after.edgeType(type.name());
    long recorded = usage.edges(type.name());
    if (recorded == 0) {
      return;
    }
    if (found.isEmpty()) {
      reasons.add(
          "edge type %s is gone (expected: it stays, %d edges are of it)"
              .formatted(type, recorded));
      return;
    }
    EdgeType now = found.get();
    same("edge type " + type + ": inherits", type.inherits(), now.inherits());
    same("edge type " + type + ": sameFamily", type.sameFamily(), now.sameFamily());
    kept("edge type " + type + ": children", type.children(), now.children());
    kept("edge type " + type + ": parents", type.parents(), now.parents());
  }

  private void compare(MutationType type) {
    Optional<MutationType> found = after.mutationType(type.name());
    if (found.isEmpty()) {
      reasons.add("mutation " + type + " is gone (expected: it stays, edges may have it)");
    } else {
      compareFields(type.typeName(), type.fields(), found.get().fields());
    }
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
              now -> compareField(path, field, now),
              () -> reasons.add(path + " is gone (expected: it stays, artifacts may have it)"));
    }
    for (Field added : after) {
      if (added.required() && !names.contains(added.name())) {
        reasons.add(
            "%s.%s: %s! is new (expected: optional, what is recorded does not have it)"
                .formatted(owner, added.name(), added.type()));
      }
    }
  }

  private void compareField(String path, Field before, Field after) {
    if (!takes(after.type(), before.type())) {
      reasons.add(
          "%s: %s becomes %s (expected: a type that takes what is recorded)"
              .formatted(path, before.type(), after.type()));
      return;
    }
    if (after.required() && !before.required()) {
      reasons.add(path + " becomes required (expected: it stays optional)");
    }
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
    if (after.maxLength() < before.maxLength()) {
      reasons.add(
          "%s: @length becomes %d (expected: %d or more)"
              .formatted(path, after.maxLength(), before.maxLength()));
    }
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
