package dev.pedigree.schema;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A way to descend from a parent. Edge types of one {@link TypeSystem} are equal when their names
 * are.
 *
 * @param name as in the enum {@code EdgeType}: {@code TRAINED_ON}
 * @param children kinds that it may start from, in SDL order; all kinds where the SDL names none
 * @param parents kinds that it may lead to, likewise
 * @param inherits what the child has from the parent whatever their kinds; in declared order
 * @param sameFamily whether both ends must be of one family, and the child inherits in addition
 *     what that family passes on
 * @param ordinal its place among the edge types, from 0; another version of the schema may count
 *     otherwise
 */
public record EdgeType(
    String name,
    Set<Kind> children,
    Set<Kind> parents,
    Set<Inheritance> inherits,
    boolean sameFamily,
    String description,
    int ordinal) {

  public EdgeType {
    children = Collections.unmodifiableSet(new LinkedHashSet<>(children));
    parents = Collections.unmodifiableSet(new LinkedHashSet<>(parents));
    inherits = Collections.unmodifiableSet(new LinkedHashSet<>(inherits));
  }

  /** Whether an edge of this type may lead from {@code child} to {@code parent}. */
  public boolean joins(Kind child, Kind parent) {
    return children.contains(child)
        && parents.contains(parent)
        && (!sameFamily || child.sameFamily(parent));
  }

  /**
   * Whether an edge of this type may lead from a node of these kinds to another: any of the child's
   * with any of the parent's will do.
   */
  public boolean joins(Set<Kind> childKinds, Set<Kind> parentKinds) {
    for (Kind child : childKinds) {
      for (Kind parent : parentKinds) {
        if (joins(child, parent)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * What a child of the kind has from its parent.
   *
   * @return in declared order, what the family passes on last
   */
  public Set<Inheritance> inheritedAlong(Kind child) {
    if (!sameFamily || child.passesOn().isEmpty()) {
      return inherits;
    }
    Set<Inheritance> all = new LinkedHashSet<>(inherits);
    all.addAll(child.passesOn());
    return Collections.unmodifiableSet(all);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EdgeType type && name.equals(type.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** The name: {@code TRAINED_ON}. */
  @Override
  public String toString() {
    return name;
  }
}
