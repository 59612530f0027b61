package dev.pedigree.graph.caller;

import java.util.Set;

/**
 * Who is asking, and what for.
 *
 * @param name who, as it is recorded in the journal
 * @param scopes what the caller may do
 * @param namespaces where; empty: everywhere
 */
public record Caller(String name, Set<Scope> scopes, Set<String> namespaces) {
  /** What a caller may do. */
  public enum Scope {
    READ,
    WRITE,
    PROMOTE,
    ADMINISTER
  }

  public Caller {
    scopes = Set.copyOf(scopes);
    namespaces = Set.copyOf(namespaces);
  }

  /** Whoever asks while nobody has to say who they are: may do everything. */
  public static Caller anonymous() {
    return new Caller("anonymous", Set.of(Scope.values()), Set.of());
  }

  /** Whether the caller may read what lies in {@code namespace}. */
  public boolean mayRead(String namespace) {
    return scopes.contains(Scope.READ) && (namespaces.isEmpty() || namespaces.contains(namespace));
  }

  /** Whether the caller may change stages in {@code namespace}. */
  public boolean mayPromote(String namespace) {
    return scopes.contains(Scope.PROMOTE)
        && (namespaces.isEmpty() || namespaces.contains(namespace));
  }

  /** Whether the caller may change what holds for all namespaces. */
  public boolean mayAdminister() {
    return scopes.contains(Scope.ADMINISTER);
  }

  /** Whether the caller may record in {@code namespace}. */
  public boolean mayWrite(String namespace) {
    return scopes.contains(Scope.WRITE) && (namespaces.isEmpty() || namespaces.contains(namespace));
  }
}
