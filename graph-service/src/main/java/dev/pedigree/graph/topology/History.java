package dev.pedigree.graph.topology;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value of one thing over time: appended with the revision that set it, read as of any
 * revision.
 *
 * @param <T> the value
 */
final class History<T> {
  private final List<Since<T>> values = new ArrayList<>(1);

  void add(long revision, T value) {
    values.add(new Since<>(revision, value));
  }

  void removeLast() {
    values.removeLast();
  }

  /** The value that was set first, whenever that was. */
  T first() {
    return values.getFirst().value();
  }

  /** The value as of {@code revision}; null if none was set yet. */
  @Nullable T at(long revision) {
    for (int i = values.size() - 1; i >= 0; i--) {
      if (values.get(i).revision() <= revision) {
        return values.get(i).value();
      }
    }
    return null;
  }

  /** The values set until {@code revision}, oldest first. */
  List<T> until(long revision) {
    List<T> found = new ArrayList<>(values.size());
    for (Since<T> since : values) {
      if (since.revision() <= revision) {
        found.add(since.value());
      }
    }
    return found;
  }

  private record Since<T>(long revision, T value) {}
}
