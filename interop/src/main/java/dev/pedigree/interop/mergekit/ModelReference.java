package dev.pedigree.interop.mergekit;

import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.interop.reading.Place;
import dev.pedigree.interop.reading.Recording;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration calls a model: {@code model}, {@code model@revision} or {@code
 * model+adapter}, or an object with the same parts. Source: mergekit's {@code ModelReference}.
 *
 * @param lora an adapter that is merged into the model first; null: none
 */
record ModelReference(Part model, @Nullable Part lora) {
  /** A model's place and, where it is told, revision. */
  record Part(String path, @Nullable String revision) {
    static Part of(Place place) {
      if (place.isObject()) {
        return new Part(place.at("path").need(), place.at("revision").text());
      }
      return parse(place.need(), place);
    }

    static Part parse(String text, Place place) {
      String[] parts = text.split("@", -1);
      if (parts.length > 2 || parts[0].isBlank()) {
        throw place.unexpected("model or model@revision");
      }
      return new Part(parts[0], parts.length == 2 ? parts[1] : null);
    }

    ArtifactName name(Recording recording) {
      return recording.name(path, revision);
    }
  }

  static ModelReference of(Place place) {
    if (place.isObject()) {
      Place lora = place.at("lora");
      return new ModelReference(Part.of(place.at("model")), lora.isGiven() ? Part.of(lora) : null);
    }
    List<String> parts = List.of(place.need().split("\\+", -1));
    if (parts.size() > 2) {
      throw place.unexpected("model or model+adapter");
    }
    return new ModelReference(
        Part.parse(parts.getFirst(), place),
        parts.size() == 2 ? Part.parse(parts.getLast(), place) : null);
  }
}
