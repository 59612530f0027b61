package dev.pedigree.graph.policy;

import dev.cel.runtime.CelEvaluationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An expression has no value: it counts as violated. */
final class UndecidedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Pattern PLACE = Pattern.compile("evaluation error at <input>:\\d+: ");
  private static final Pattern MISSING = Pattern.compile("key '([^']*)' is not present in map\\.");

  private UndecidedException(String why) {
    super(why, null, false, false);
  }

  /** In the words of those who know artifacts, not the evaluator's maps. */
  static UndecidedException of(CelEvaluationException e) {
    String why = PLACE.matcher(String.valueOf(e.getMessage())).replaceFirst("");
    Matcher missing = MISSING.matcher(why);
    return new UndecidedException(missing.matches() ? missing.group(1) + " is not known" : why);
  }
}
