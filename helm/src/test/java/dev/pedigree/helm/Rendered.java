package dev.pedigree.helm;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * What Helm made of the chart.
 *
 * @param manifest all of it, as text
 */
record Rendered(String manifest, List<HasMetadata> objects) {
  Rendered {
    objects = List.copyOf(objects);
  }

  static Rendered of(String manifest) {
    return new Rendered(manifest, Manifest.objects(manifest));
  }

  <T extends HasMetadata> List<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends HasMetadata> T one(Class<T> type, String name) {
    return all(type).stream()
        .filter(it -> it.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " " + name));
  }
}
