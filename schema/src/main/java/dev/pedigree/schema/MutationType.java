package dev.pedigree.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of mutation: what may be done on the way from parent to child. Mutation types of one
 * {@link TypeSystem} are equal when their names are.
 *
 * @param name as in the enum {@code MutationKind}: {@code WEIGHT_MERGE}
 * @param typeName the object type: {@code WeightMerge}
 * @param inputField the field of {@code MutationInput}: {@code weightMerge}
 * @param fields its own, in declared order; those of every mutation are left out
 * @param ordinal its place among the mutations, from 0; another version of the schema may count
 *     otherwise
 */
public record MutationType(
    String name,
    String typeName,
    String inputField,
    MutationFlavor flavor,
    List<Field> fields,
    String description,
    int ordinal) {

  public MutationType {
    fields = List.copyOf(fields);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MutationType type && name.equals(type.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** The name: {@code WEIGHT_MERGE}. */
  @Override
  public String toString() {
    return name;
  }
}
