package dev.pedigree.graph.topology;

import dev.pedigree.schema.EdgeType;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words that facts are made of, numbered, the schemas that gave them their meaning, and the
 * policies. Kinds and edge types that the schema declares come first, in its order. One thread
 * writes, others read.
 */
final class Vocabulary {
  final Numbers<String> kinds;
  final Numbers<String> edgeTypes;

  /** Who recorded. */
  final Numbers<String> tools = new Numbers<>(List.of());

  /** Sets of kinds of mutations; the first is empty. */
  final Numbers<Set<String>> mutations = new Numbers<>(List.of(Set.of()));

  private final int declaredKinds;
  private final int declaredEdgeTypes;
  private volatile List<Published> schemas = List.of();
  private volatile List<PolicyFact> policies = List.of();

  Vocabulary(TypeSystem types) {
    kinds = new Numbers<>(types.kinds().stream().map(Kind::name).toList());
    edgeTypes = new Numbers<>(types.edgeTypes().stream().map(EdgeType::name).toList());
    declaredKinds = kinds.size();
    declaredEdgeTypes = edgeTypes.size();
    if (declaredEdgeTypes > Base.RETRACTED) {
      throw new IllegalArgumentException(
          declaredEdgeTypes + " edge types (expected: at most " + Base.RETRACTED + ")");
    }
  }

  Stream<String> undeclaredKinds() {
    return kinds.values().stream().skip(declaredKinds);
  }

  Stream<String> undeclaredEdgeTypes() {
    return edgeTypes.values().stream().skip(declaredEdgeTypes);
  }

  /** The one in force at {@code revision}; null: none was published yet. */
  @Nullable Published schemaAt(long revision) {
    Published found = null;
    for (Published schema : schemas) {
      if (schema.revision() <= revision) {
        found = schema;
      }
    }
    return found;
  }

  /** False: it is known already. */
  boolean publish(Published schema) {
    if (!schemas.isEmpty() && schemas.getLast().revision() >= schema.revision()) {
      return false;
    }
    List<Published> more = new ArrayList<>(schemas);
    more.add(schema);
    schemas = List.copyOf(more);
    return true;
  }

  void unpublish() {
    schemas = schemas.subList(0, schemas.size() - 1);
  }

  /** Facts about policies up to {@code revision}, oldest first. */
  List<PolicyFact> policiesAt(long revision) {
    List<PolicyFact> all = policies;
    int end = all.size();
    while (end > 0 && all.get(end - 1).revision() > revision) {
      end--;
    }
    return all.subList(0, end);
  }

  /** False: it is known already. */
  boolean add(PolicyFact fact) {
    if (!policies.isEmpty() && policies.getLast().revision() >= fact.revision()) {
      return false;
    }
    List<PolicyFact> more = new ArrayList<>(policies);
    more.add(fact);
    policies = List.copyOf(more);
    return true;
  }

  void removeLastPolicy() {
    policies = policies.subList(0, policies.size() - 1);
  }

  /** Writes all words, and what was published up to {@code revision}. */
  void write(Sections sections, long revision) {
    new StoredWords(
            kinds.values(),
            edgeTypes.values(),
            tools.values(),
            mutations.values(),
            schemas.stream().filter(schema -> schema.revision() <= revision).toList(),
            policiesAt(revision))
        .write(sections);
  }

  /**
   * Takes over words that were written, and their numbers. Only before the first fact.
   *
   * @return false: this schema gives other numbers, and nothing was taken over
   */
  boolean adopt(StoredWords stored) {
    if (!fits(stored.kinds(), kinds) || !fits(stored.edgeTypes(), edgeTypes)) {
      return false;
    }
    stored.kinds().forEach(kinds::number);
    stored.edgeTypes().forEach(edgeTypes::number);
    stored.tools().forEach(tools::number);
    stored.mutations().forEach(mutations::number);
    schemas = stored.schemas();
    policies = stored.policies();
    return true;
  }

  private static boolean fits(List<String> stored, Numbers<String> declared) {
    int common = Math.min(stored.size(), declared.size());
    return stored.subList(0, common).equals(declared.values().subList(0, common));
  }
}
