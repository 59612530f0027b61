package dev.pedigree.graph.recording;

import dev.pedigree.graph.artifact.CanonicalJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON objects that several documents add to, each what the others did not say. */
final class JsonGrowth {
  private JsonGrowth() {}

  /** What is known, with the members, at any depth, that only {@code more} has. */
  static Map<String, @Nullable Object> grown(Map<?, ?> known, Map<?, ?> more) {
    Map<String, @Nullable Object> grown = new LinkedHashMap<>();
    known.forEach((name, value) -> grown.put(String.valueOf(name), value));
    more.forEach(
        (name, value) -> {
          String member = String.valueOf(name);
          if (!grown.containsKey(member)) {
            grown.put(member, value);
          } else if (grown.get(member) instanceof Map<?, ?> inner
              && value instanceof Map<?, ?> addition) {
            grown.put(member, grown(inner, addition));
          }
        });
    return grown;
  }

  /** Whether {@code known} has all that {@code said} says. */
  static boolean agrees(Map<?, ?> known, Map<?, ?> said) {
    return said.entrySet().stream()
        .allMatch(
            it -> known.containsKey(it.getKey()) && agrees(known.get(it.getKey()), it.getValue()));
  }

  private static boolean agrees(@Nullable Object known, @Nullable Object said) {
    return (known instanceof Map<?, ?> inner && said instanceof Map<?, ?> members)
        ? agrees(inner, members)
        : CanonicalJson.of(known).equals(CanonicalJson.of(said));
  }
}
