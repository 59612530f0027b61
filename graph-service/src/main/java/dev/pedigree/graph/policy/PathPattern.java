package dev.pedigree.graph.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern of edges on a way up, such as {@code TRAINED_ON DERIVED_FROM* GENERATED_BY}: edge types
 * or {@code _} for any, each with {@code [MUTATION]} or without, one after the other; {@code |} for
 * a choice, parentheses, and {@code *}, {@code +} and {@code ?} as in regular expressions. Made an
 * automaton (K. Thompson, Regular Expression Search Algorithm, CACM 11(6), 1968).
 */
final class PathPattern {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(?:([A-Z_][A-Z0-9_]*)(?:\\[([A-Z_][A-Z0-9_]*)])?|([()|*+?]))");
  private static final int MAX_STATES = 256;

  private final String text;
  private final List<Step> steps = new ArrayList<>();
  private final Map<Integer, List<Integer>> jumps = new HashMap<>();
  private final int start;
  private final int end;
  private int states;

  /** One edge from a state to another; an empty name or mutation: any. */
  private record Step(int from, String type, String mutation, int to) {}

  private record Part(int in, int out) {}

  private PathPattern(String text, BiPredicate<String, String> isEdge) {
    this.text = text;
    Part whole = new Parser(isEdge).parse();
    this.start = whole.in();
    this.end = whole.out();
  }

  /**
   * Reads a pattern.
   *
   * @param edgeTypes those that there are
   * @param mutations likewise
   * @throws IllegalArgumentException if it is none, with the place and the reason
   */
  static PathPattern parse(String text, Set<String> edgeTypes, Set<String> mutations) {
    return new PathPattern(
        text,
        (type, mutation) ->
            (type.equals("_") || edgeTypes.contains(type))
                && (mutation.isEmpty() || mutations.contains(mutation)));
  }

  /** The states before the first edge. */
  BitSet begin() {
    BitSet states = new BitSet();
    reach(start, states);
    return states;
  }

  /** The states after an edge; empty: it does not match. */
  BitSet after(BitSet before, String type, Set<String> mutations) {
    BitSet after = new BitSet();
    for (Step step : steps) {
      if (before.get(step.from())
          && (step.type().equals("_") || step.type().equals(type))
          && (step.mutation().isEmpty() || mutations.contains(step.mutation()))) {
        reach(step.to(), after);
      }
    }
    return after;
  }

  boolean matches(BitSet states) {
    return states.get(end);
  }

  private void reach(int state, BitSet states) {
    if (!states.get(state)) {
      states.set(state);
      jumps.getOrDefault(state, List.of()).forEach(next -> reach(next, states));
    }
  }

  @Override
  public String toString() {
    return text;
  }

  /** Recursive descent: choice of sequences of repeated atoms. */
  private final class Parser {
    private final BiPredicate<String, String> isEdge;
    private final Matcher tokens = TOKEN.matcher(text);
    private String token = "";
    private String mutation = "";
    private int at;
    private int depth;

    Parser(BiPredicate<String, String> isEdge) {
      this.isEdge = isEdge;
      advance();
    }

    Part parse() {
      Part whole = choice();
      if (!token.isEmpty()) {
        throw wrong("\"" + token + "\" is not expected here");
      }
      return whole;
    }

    private void advance() {
      int from = token.isEmpty() && at == 0 ? 0 : tokens.end();
      at = from;
      if (text.substring(from).isBlank()) {
        token = "";
        return;
      }
      if (!tokens.find(from) || tokens.start() != from) {
        throw wrong("expected an edge type, _, (, ), |, *, + or ?");
      }
      String name = tokens.group(1);
      token = name == null ? tokens.group(3) : name;
      mutation = tokens.group(2) == null ? "" : tokens.group(2);
    }

    private Part choice() {
      List<Part> choices = new ArrayList<>(List.of(sequence()));
      while (token.equals("|")) {
        advance();
        choices.add(sequence());
      }
      if (choices.size() == 1) {
        return choices.getFirst();
      }
      Part all = new Part(state(), state());
      for (Part each : choices) {
        jump(all.in(), each.in());
        jump(each.out(), all.out());
      }
      return all;
    }

    private Part sequence() {
      Part all = repeated();
      while (!token.isEmpty() && !token.equals(")") && !token.equals("|")) {
        Part next = repeated();
        jump(all.out(), next.in());
        all = new Part(all.in(), next.out());
      }
      return all;
    }

    private Part repeated() {
      Part part = atom();
      while (token.equals("*") || token.equals("+") || token.equals("?")) {
        Part all = new Part(state(), state());
        jump(all.in(), part.in());
        jump(part.out(), all.out());
        if (!token.equals("?")) {
          jump(part.out(), part.in());
        }
        if (!token.equals("+")) {
          jump(all.in(), all.out());
        }
        part = all;
        advance();
      }
      return part;
    }

    private Part atom() {
      if (token.equals("(")) {
        if (++depth > MAX_STATES) {
          throw wrong("nested too deeply");
        }
        advance();
        Part inner = choice();
        if (!token.equals(")")) {
          throw wrong("expected )");
        }
        depth--;
        advance();
        return inner;
      }
      if (token.isEmpty() || "|)*+?".contains(token)) {
        throw wrong("expected an edge type, _ or (");
      }
      if (!isEdge.test(token, mutation)) {
        throw wrong(
            token + (mutation.isEmpty() ? "" : "[" + mutation + "]") + " is not in the schema");
      }
      Part edge = new Part(state(), state());
      steps.add(new Step(edge.in(), token, mutation, edge.out()));
      advance();
      return edge;
    }

    private int state() {
      if (states == MAX_STATES) {
        throw wrong("more than " + MAX_STATES + " states (expected: a shorter pattern)");
      }
      return states++;
    }

    private void jump(int from, int to) {
      jumps.computeIfAbsent(from, _ -> new ArrayList<>()).add(to);
    }

    private IllegalArgumentException wrong(String why) {
      return new IllegalArgumentException("at " + (at + 1) + ": " + why);
    }
  }
}
