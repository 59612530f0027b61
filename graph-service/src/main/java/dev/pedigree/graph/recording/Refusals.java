package dev.pedigree.graph.recording;

import dev.pedigree.schema.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one request, in the order of the input. */
final class Refusals {
  /** More would not help whoever reads them. */
  private static final int MOST = 100;

  private final List<Refusal> found = new ArrayList<>(0);

  boolean none() {
    return found.isEmpty();
  }

  List<Refusal> list() {
    return found;
  }

  /**
   * Adds a refusal.
   *
   * @param message may begin with the last part of {@code path} and a colon: the client is told the
   *     whole of it there
   */
  void add(ErrorCode code, String message, String path) {
    String field = path.substring(path.lastIndexOf('.') + 1);
    boolean placed = message.startsWith(field + ": ");
    add(new Refusal(code, placed ? path + message.substring(field.length()) : message, path));
  }

  void add(Refusal refusal) {
    if (found.size() < MOST) {
      found.add(refusal);
    }
  }

  /** Adds what {@code limits} finds wrong with {@code text}; an absent text is right. */
  void check(Limits limits, String field, @Nullable String text, String path) {
    String problem = text == null ? null : limits.problem(field, text);
    if (problem != null) {
      add(new Refusal(ErrorCode.INVALID_VALUE, path + "." + problem, path + "." + field));
    }
  }

  void add(List<Violation> violations, String path) {
    for (Violation violation : violations) {
      add(
          new Refusal(
              ErrorCode.INVALID_VALUE,
              path + "." + violation.message(),
              path + "." + violation.path()));
    }
  }
}
