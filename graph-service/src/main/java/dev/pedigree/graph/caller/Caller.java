package dev.pedigree.graph.caller;

import java.util.Set;

/**
 * Who is asking, and what for.
 *
 * @param name who, as it is recorded in the journal
 * @param scopes what the caller may do
 * @param reads where the caller may read
 * @param writes where the caller may record and promote
 */
public record Caller(String name, Set<Scope> scopes, Namespaces reads, Namespaces writes) {
  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** One who may do everything. */
  public static Caller trusted(String name) {
    return new Caller(name, Set.of(Scope.values()), Namespaces.ALL, Namespaces.ALL);
  }

  /** Whoever asks while nobody has to say who they are: may do everything. */
  public static Caller anonymous() {
    return trusted("anonymous");
  }

  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }

  /** Whether the caller may know what lies in {@code namespace}. */
  public boolean mayRead(String namespace) {
    return reads.contains(namespace);
  }

  /** Whether the caller may record in {@code namespace}. */
  public boolean mayWrite(String namespace) {
    return may(Scope.RECORD) && writes.contains(namespace);
  }

  /** Whether the caller may change stages in {@code namespace}. */
  public boolean mayPromote(String namespace) {
    return may(Scope.PROMOTE) && writes.contains(namespace);
  }
}
