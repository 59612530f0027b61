package dev.pedigree.graph.recording;

import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.caller.Scope;
import java.util.Set;

/** Who may do less than everything. */
final class Callers {
  private Callers() {}

  /** One with these scopes, everywhere. */
  static Caller with(String name, Scope... scopes) {
    return new Caller(name, Set.of(scopes), Namespaces.ALL, Namespaces.ALL);
  }

  /** One with all scopes, in one namespace. */
  static Caller in(String name, String namespace) {
    Namespaces there = Namespaces.of(Set.of(namespace));
    return new Caller(name, Set.of(Scope.values()), there, there);
  }
}
