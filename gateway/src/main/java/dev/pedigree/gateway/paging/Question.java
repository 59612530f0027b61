package dev.pedigree.gateway.paging;

import dev.pedigree.graph.artifact.Digest;
import graphql.schema.DataFetchingEnvironment;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a list answers: the field, its arguments but for the page, and what it starts from. A cursor
 * of one question means nothing to another.
 *
 * @param hash 64 bits of a SHA-256, the same on every replica
 */
public record Question(long hash) {
  /**
   * The question that a field asks.
   *
   * @param start what the field's parent is, such as an artifact's id
   */
  public static Question of(DataFetchingEnvironment env, Object start) {
    StringBuilder text = new StringBuilder(256);
    text.append(env.getFieldDefinition().getName()).append('\n').append(start).append('\n');
    Map<String, Object> arguments = new TreeMap<>(env.getArguments());
    arguments.remove("first");
    arguments.remove("after");
    write(text, arguments);
    return new Question(Digest.of(text.toString()).word0());
  }

  private static void write(StringBuilder text, Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        text.append('{');
        new TreeMap<>(map)
            .forEach(
                (key, member) -> {
                  // A null says the same as nothing.
                  if (member != null) {
                    text.append(key).append(':');
                    write(text, member);
                  }
                });
        text.append('}');
      }
      case Collection<?> list -> {
        text.append('[');
        list.forEach(element -> write(text, element));
        text.append(']');
      }
      default -> {
        String scalar = value.toString();
        text.append(scalar.length()).append('"').append(scalar).append(',');
      }
    }
  }
}
