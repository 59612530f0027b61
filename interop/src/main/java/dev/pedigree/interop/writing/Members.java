package dev.pedigree.interop.writing;

import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.graph.artifact.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as it is written: members in the order in which they are put, none of them null.
 */
public final class Members {
  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  /** Null, an empty object and an empty list: no such member. */
  public Members put(String name, @Nullable Object value) {
    boolean isEmpty =
        value == null
            || (value instanceof Map<?, ?> map && map.isEmpty())
            || (value instanceof List<?> list && list.isEmpty());
    if (!isEmpty) {
      members.put(name, value instanceof Members inner ? inner.map() : value);
    }
    return this;
  }

  /** The object. */
  public Map<String, @Nullable Object> map() {
    return members;
  }

  /** As canonical JSON. */
  public String json() {
    return CanonicalJson.of(members);
  }

  /** Mutations as readers of other formats take them back. */
  public static List<Object> mutations(List<EdgeMutation> mutations) {
    List<Object> written = new ArrayList<>();
    for (EdgeMutation mutation : mutations) {
      written.add(
          new Members()
              .put("kind", mutation.kind())
              .put("description", mutation.description())
              .put("fields", JsonObject.parse(mutation.fields()))
              .map());
    }
    return written;
  }
}
