package dev.pedigree.interop.cyclonedx;

import dev.pedigree.interop.reading.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Properties of a component that Pedigree writes and reads, where CycloneDX has no field. */
final class Properties {
  static final String PREFIX = "pedigree:";
  static final String KIND = "pedigree:kind";
  static final String NAMESPACE = "pedigree:namespace";

  static final String UNHASHED = "pedigree:unhashed";
  static final String PROVENANCE = "pedigree:provenance";

  /** The kind's own fields, a JSON object. */
  static final String ATTRIBUTES = "pedigree:attributes";

  /** A label: a JSON object with key and value. */
  static final String LABEL = "pedigree:label";

  /** When it was made, as RFC 3339 writes it. */
  static final String CREATED = "pedigree:createdAt";

  /** One edge to a parent: a JSON object with type, parent, weight, mutations, attributes. */
  static final String EDGE = "pedigree:edge";

  private Properties() {}

  /** The first property of that name; null: there is none. */
  static @Nullable String first(Place component, String name) {
    List<Place> all = all(component, name);
    return all.isEmpty() ? null : all.getFirst().text();
  }

  static List<Place> all(Place component, String name) {
    List<Place> found = new ArrayList<>();
    for (Place property : component.at("properties").elements()) {
      if (name.equals(property.at("name").text()) && property.at("value").isGiven()) {
        found.add(property.at("value"));
      }
    }
    return found;
  }

  /** What others wrote. */
  static List<Object> ofOthers(Place component) {
    List<Object> others = new ArrayList<>();
    for (Place property : component.at("properties").elements()) {
      String name = property.at("name").text();
      if (property.value() != null && (name == null || !name.startsWith(PREFIX))) {
        others.add(property.value());
      }
    }
    return others;
  }
}
