package dev.pedigree.schema;

/**
 * Looks at an SDL text before it is parsed: the parser's stack overflows where brackets nest by the
 * thousand, long before it counts them.
 */
final class Brackets {
  private static final int MOST = 100;

  private final String text;
  private int at;
  private int line = 1;
  private int depth;
  private boolean empty = true;

  private Brackets(String text) {
    this.text = text;
  }

  /** The line of the first bracket that stands too deep; 0: none does. */
  static int tooDeepAt(String text) {
    Brackets brackets = new Brackets(text);
    return brackets.scan() ? 0 : brackets.line;
  }

  /** Whether there is nothing but what GraphQL ignores: white space, commas, comments. */
  static boolean isEmpty(String text) {
    Brackets brackets = new Brackets(text);
    brackets.scan();
    return brackets.empty;
  }

  private boolean scan() {
    while (at < text.length() && depth <= MOST) {
      char c = text.charAt(at++);
      switch (c) {
        case '[', '{', '(' -> depth++;
        case ']', '}', ')' -> depth--;
        case '"' -> skipString();
        case '#' -> skipComment();
        case '\n' -> line++;
        default -> {}
      }
      empty &= c <= ' ' || c == ',' || c == '#' || c == '\uFEFF';
    }
    return depth <= MOST;
  }

  private void skipComment() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  private void skipString() {
    boolean block = text.startsWith("\"\"", at);
    at += block ? 2 : 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n' && !block) {
        return;
      }
      line += c == '\n' ? 1 : 0;
      if (c == '\\') {
        at += block && text.startsWith("\\\"\"\"", at) ? 4 : block ? 1 : 2;
      } else if (c == '"' && (!block || text.startsWith("\"\"\"", at))) {
        at += block ? 3 : 1;
        return;
      } else {
        at++;
      }
    }
  }
}
