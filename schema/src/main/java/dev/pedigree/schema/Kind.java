package dev.pedigree.schema;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind of artifact. Kinds of one {@link TypeSystem} are equal when their names are.
 *
 * @param name as in the enum {@code ArtifactKind}: {@code EVAL_SUITE}
 * @param typeName the object type: {@code EvalSuite}
 * @param inputField the field of {@code ArtifactInput}: {@code evalSuite}
 * @param family kinds of one family may share a node; null: the kind is a family of its own
 * @param content whether it consists of bytes that can be hashed
 * @param joinsLike the name of the kind whose place it may take in an edge; null: none
 * @param passesOn what a revision inherits from the revision before; in declared order
 * @param expects what a complete record has: of each set a live parent along one of these edge
 *     types
 * @param fields its own, in declared order; those of every artifact are left out
 * @param ordinal its place among the kinds, from 0; another version of the schema may count
 *     otherwise
 */
public record Kind(
    String name,
    String typeName,
    String inputField,
    @Nullable String family,
    boolean content,
    @Nullable String joinsLike,
    Set<Inheritance> passesOn,
    List<Set<String>> expects,
    List<Field> fields,
    String description,
    int ordinal) {

  public Kind {
    passesOn = Collections.unmodifiableSet(new LinkedHashSet<>(passesOn));
    expects =
        expects.stream().map(any -> Collections.unmodifiableSet(new LinkedHashSet<>(any))).toList();
    fields = List.copyOf(fields);
  }

  /** Whether nodes of the two kinds may be one node: equal kinds, or kinds of one family. */
  public boolean sameFamily(Kind other) {
    return equals(other) || (family != null && family.equals(other.family));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Kind kind && name.equals(kind.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** The name: {@code EVAL_SUITE}. */
  @Override
  public String toString() {
    return name;
  }
}
