package dev.pedigree.schema;

import java.util.Locale;

/**
 * The name of a kind or a mutation in its three forms.
 *
 * @param typeName the object type: {@code EvalSuite}
 */
record DomainName(String typeName) {

  /** The enum value: {@code EVAL_SUITE}; words begin at capitals, a run of them is one word. */
  String enumValue() {
    return typeName
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
        .toUpperCase(Locale.ROOT);
  }

  /** The field of the one-of input: {@code evalSuite}. */
  String inputField() {
    int firstWord = enumValue().indexOf('_');
    int end = firstWord < 0 ? typeName.length() : firstWord;
    return typeName.substring(0, end).toLowerCase(Locale.ROOT) + typeName.substring(end);
  }

  /** The derived input: {@code EvalSuiteInput}. */
  String inputType() {
    return typeName + "Input";
  }
}
