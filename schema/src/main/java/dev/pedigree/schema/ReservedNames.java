package dev.pedigree.schema;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names that an organisation may not give to its types and fields, because they are GraphQL's, or
 * will be Pedigree's: an extension that works now goes on working when a later version brings them.
 */
final class ReservedNames {
  private static final int MAX_LENGTH = 64;

  private static final Set<String> OF_GRAPHQL =
      Set.of("Query", "Mutation", "Subscription", "String", "Int", "Float", "Boolean", "ID");

  /** Types of the contract; those that are declared already say so themselves. */
  private static final Set<String> OF_PEDIGREE =
      Set.of(
          """
          ArtifactKind MutationKind ArtifactEdge ArtifactOrder ArtifactOrderField AffectedArtifact AttributeFilter Blocked
          CheckFilter CommonAncestor DateTime Digest Duration GraphDiff JSON LineageChange LineageChangeKind LineageDiff
          LineageDirection LineageGraph LineageGraphNode LineagePath ManifestFormat OrderDirection Policy RelativeFilter
          Revision Severity Violation Waiver Verdict FieldConstraints
          """
              .strip()
              .split("\\s+"));

  /** How the names of types end that are derived, or come in families. */
  private static final List<String> ENDINGS =
      List.of("Input", "Payload", "Connection", "ConnectionEdge");

  /** Fields that every artifact will have. */
  private static final Set<String> FIELDS =
      Set.of("manifest", "verdicts", "tainted", "taintedBy", "generation");

  private ReservedNames() {}

  /** What is wrong with the name of a type; null: nothing. */
  static @Nullable String ofType(String name) {
    if (OF_GRAPHQL.contains(name) || OF_PEDIGREE.contains(name)) {
      return name + " is reserved (expected: another name)";
    }
    for (String ending : ENDINGS) {
      if (name.endsWith(ending)) {
        return name + " is reserved (expected: a name that does not end in " + ending + ")";
      }
    }
    return ofAnything(name);
  }

  /** What is wrong with the name of a field of a kind or a mutation; null: nothing. */
  static @Nullable String ofField(String name) {
    return FIELDS.contains(name)
        ? name + " is reserved (expected: another name)"
        : ofAnything(name);
  }

  /** What is wrong with the name of a type, a field or a value; null: nothing. */
  static @Nullable String ofAnything(String name) {
    if (name.length() > MAX_LENGTH) {
      return String.format(
          Locale.ROOT,
          "%s…: %d characters (expected: at most %d)",
          name.substring(0, 20),
          name.length(),
          MAX_LENGTH);
    }
    return name.startsWith("_")
        ? name + " is reserved (expected: a name that begins with a letter)"
        : null;
  }
}
