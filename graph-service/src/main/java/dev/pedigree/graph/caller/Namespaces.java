package dev.pedigree.graph.caller;

import java.util.Set;

/**
 * Some namespaces, or all that there are and will be.
 *
 * @param everywhere whether all are meant; then {@code names} is empty
 */
public record Namespaces(boolean everywhere, Set<String> names) {
  /** All of them. */
  public static final Namespaces ALL = new Namespaces(true, Set.of());

  public Namespaces {
    names = everywhere ? Set.of() : Set.copyOf(names);
  }

  /** These and no others. */
  public static Namespaces of(Set<String> names) {
    return new Namespaces(false, names);
  }

  public boolean contains(String namespace) {
    return everywhere || names.contains(namespace);
  }
}
