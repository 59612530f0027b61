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
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < typeName.length(); i++) {
      if (i > 0 && beginsWord(i)) {
        value.append('_');
      }
      value.append(typeName.charAt(i));
    }
    return value.toString().toUpperCase(Locale.ROOT);
  }

  private boolean beginsWord(int at) {
    char before = typeName.charAt(at - 1);
    boolean lastOfRun = at + 1 < typeName.length() && isLower(typeName.charAt(at + 1));
    return isUpper(typeName.charAt(at))
        && (isLower(before) || isDigit(before) || (isUpper(before) && lastOfRun));
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
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
