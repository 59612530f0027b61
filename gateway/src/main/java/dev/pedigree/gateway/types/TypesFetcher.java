package dev.pedigree.gateway.types;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsQuery;
import dev.pedigree.schema.EdgeType;
import dev.pedigree.schema.Field;
import dev.pedigree.schema.FieldType;
import dev.pedigree.schema.Inheritance;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.MutationFlavor;
import dev.pedigree.schema.MutationType;
import dev.pedigree.schema.TypeSystem;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells of the kinds, edge types and mutations that the schema in force declares. */
@DgsComponent
final class TypesFetcher {
  private final TypeSystem types;

  TypesFetcher(TypeSystem types) {
    this.types = types;
  }

  @DgsQuery
  List<KindDefinition> kinds() {
    return types.kinds().stream().map(KindDefinition::of).toList();
  }

  @DgsQuery
  List<EdgeTypeDefinition> edgeTypes() {
    return types.edgeTypes().stream().map(EdgeTypeDefinition::of).toList();
  }

  @DgsQuery
  List<MutationDefinition> mutationKinds() {
    return types.mutationTypes().stream().map(MutationDefinition::of).toList();
  }

  /**
   * A kind of artifact.
   *
   * @param family null: one of its own
   * @param joinsLike null: no other kind
   */
  record KindDefinition(
      String kind,
      String typeName,
      String description,
      @Nullable String family,
      boolean content,
      @Nullable String joinsLike,
      List<ExpectedParent> expects,
      List<FieldDefinition> fields) {
    static KindDefinition of(Kind kind) {
      return new KindDefinition(
          kind.name(),
          kind.typeName(),
          kind.description(),
          kind.family(),
          kind.content(),
          kind.joinsLike(),
          kind.expects().stream().map(ExpectedParent::new).toList(),
          FieldDefinition.of(kind.fields()));
    }
  }

  /** A parent that a complete record has. */
  record ExpectedParent(Set<String> anyOf) {}

  /**
   * A field of a kind or a mutation.
   *
   * @param constraints null: none
   * @param deprecated null: it is not
   */
  record FieldDefinition(
      String name,
      FieldType type,
      boolean required,
      String description,
      @Nullable FieldConstraints constraints,
      @Nullable String deprecated) {
    static List<FieldDefinition> of(List<Field> fields) {
      return fields.stream()
          .map(
              it ->
                  new FieldDefinition(
                      it.name(),
                      it.type(),
                      it.required(),
                      it.description(),
                      FieldConstraints.of(it),
                      it.deprecated()))
          .toList();
    }
  }

  /** What the values of a field are held to; null: not to this. */
  record FieldConstraints(
      @Nullable Double min,
      @Nullable Double max,
      @Nullable Integer minLength,
      @Nullable Integer maxLength,
      @Nullable String pattern) {
    static @Nullable FieldConstraints of(Field field) {
      FieldType type =
          field.type() instanceof FieldType.ListOf list ? list.element() : field.type();
      boolean text = type == FieldType.Scalar.STRING || type == FieldType.Scalar.ID;
      Field.Range range = field.range();
      if (range == null && !text) {
        return null;
      }
      return new FieldConstraints(
          range == null ? null : finite(range.min()),
          range == null ? null : finite(range.max()),
          text ? field.minLength() : null,
          text ? field.maxLength() : null,
          field.pattern());
    }

    private static @Nullable Double finite(double bound) {
      return Double.isInfinite(bound) ? null : bound;
    }
  }

  /** An edge type. */
  record EdgeTypeDefinition(
      String type,
      String description,
      List<String> children,
      List<String> parents,
      Collection<Inheritance> inherits) {
    static EdgeTypeDefinition of(EdgeType type) {
      return new EdgeTypeDefinition(
          type.name(),
          type.description(),
          type.children().stream().map(Kind::name).toList(),
          type.parents().stream().map(Kind::name).toList(),
          type.inherits());
    }
  }

  /** A kind of mutation. */
  record MutationDefinition(
      String kind,
      String typeName,
      MutationFlavor flavor,
      String description,
      List<FieldDefinition> fields) {
    static MutationDefinition of(MutationType type) {
      return new MutationDefinition(
          type.name(),
          type.typeName(),
          type.flavor(),
          type.description(),
          FieldDefinition.of(type.fields()));
    }
  }
}
