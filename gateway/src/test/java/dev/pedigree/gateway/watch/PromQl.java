package dev.pedigree.gateway.watch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression of PromQL asks for.
 *
 * @param selectors series, each by its name
 * @param grouping labels of {@code by}, {@code on} and the like
 */
record PromQl(List<Selector> selectors, Set<String> grouping) {
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern SELECTOR =
      Pattern.compile("([a-zA-Z_:][\\w:]*)\\s*(\\{[^}]*}|\\()?");
  private static final Pattern MATCHER =
      Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern DURATION = Pattern.compile("\\[[^]]*]");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

  /**
   * Series of one name.
   *
   * @param equal what labels must be
   * @param labels all that are asked about
   */
  record Selector(String name, Map<String, String> equal, Set<String> labels) {}

  static PromQl of(String expression) {
    Set<String> grouping = new HashSet<>();
    Matcher groupings = GROUPING.matcher(expression);
    String rest =
        groupings.replaceAll(
            group -> {
              grouping.addAll(List.of(group.group(1).trim().split("\\s*,\\s*")));
              return " ";
            });
    List<Selector> selectors = new ArrayList<>();
    SELECTOR
        .matcher(DURATION.matcher(rest).replaceAll(" "))
        .results()
        .forEach(
            it -> {
              String after = it.group(2);
              if (!"(".equals(after) && !WORDS.contains(it.group(1))) {
                selectors.add(selector(it.group(1), after == null ? "" : after));
              }
            });
    return new PromQl(List.copyOf(selectors), Set.copyOf(grouping));
  }

  private static Selector selector(String name, String matchers) {
    Map<String, String> equal = new LinkedHashMap<>();
    Set<String> labels = new HashSet<>();
    for (MatchResult matcher : MATCHER.matcher(matchers).results().toList()) {
      labels.add(matcher.group(1));
      if (matcher.group(2).equals("=")) {
        equal.put(matcher.group(1), matcher.group(3));
      }
    }
    return new Selector(name, equal, labels);
  }
}
