package dev.pedigree.graph.topology;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers for things of which there are few, in the order in which they came. One thread gives
 * them, others read.
 */
final class Numbers<T> {
  private final Map<T, Integer> numbers = new ConcurrentHashMap<>();
  private volatile Object[] values = {};

  Numbers(List<T> first) {
    first.forEach(this::number);
  }

  int number(T value) {
    Integer known = numbers.get(value);
    if (known != null) {
      return known;
    }
    int number = values.length;
    Object[] more = Arrays.copyOf(values, number + 1);
    more[number] = value;
    values = more;
    numbers.put(value, number);
    return number;
  }

  @SuppressWarnings("unchecked") // Only number puts values in.
  T value(int number) {
    return (T) values[number];
  }

  int size() {
    return values.length;
  }

  @SuppressWarnings("unchecked") // As above.
  List<T> values() {
    return (List<T>) List.of(values);
  }
}
