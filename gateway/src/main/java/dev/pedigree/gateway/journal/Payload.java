package dev.pedigree.gateway.journal;

import dev.pedigree.gateway.scalar.Json;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.PolicyViolation;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that a fact says, as JSON: its components by name, without those that say nothing. */
final class Payload {
  /** Components that hold JSON objects as canonical text. */
  private static final Set<String> JSON = Set.of("attributes", "fields");

  private Payload() {}

  static Map<String, @Nullable Object> of(Fact fact) {
    return members((Record) fact);
  }

  private static Map<String, @Nullable Object> members(Record value) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      Object member = read(component, value);
      if (member == null) {
        continue;
      }
      members.put(
          component.getName(),
          JSON.contains(component.getName()) && member instanceof String json
              ? Json.object(json)
              : json(member));
    }
    return members;
  }

  private static Object json(Object value) {
    return switch (value) {
      case Number number -> number;
      case Boolean truth -> truth;
      case List<?> list -> {
        List<Object> elements = new ArrayList<>();
        list.forEach(element -> elements.add(json(element)));
        yield elements;
      }
      case Map<?, ?> map -> {
        Map<String, Object> members = new LinkedHashMap<>();
        map.forEach((key, member) -> members.put(key.toString(), json(member)));
        yield members;
      }
      case Record plain when isPlain(plain) -> members(plain);
      default -> value.toString();
    };
  }

  /** Ids and digests print themselves; names, labels and mutations are objects. */
  private static boolean isPlain(Record value) {
    return value instanceof ArtifactName
        || value instanceof Label
        || value instanceof EdgeMutation
        || value instanceof PolicyViolation;
  }

  private static @Nullable Object read(RecordComponent component, Record value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
