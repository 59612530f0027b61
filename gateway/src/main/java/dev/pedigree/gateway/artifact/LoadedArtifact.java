package dev.pedigree.gateway.artifact;

import dev.pedigree.gateway.scalar.Json;
import dev.pedigree.graph.state.ArtifactState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An artifact's state with its attributes parsed, once, if any field asks for them. */
final class LoadedArtifact {
  private final ArtifactState state;
  private volatile @Nullable Map<String, @Nullable Object> attributes;

  LoadedArtifact(ArtifactState state) {
    this.state = state;
  }

  ArtifactState state() {
    return state;
  }

  Map<String, @Nullable Object> attributes() {
    Map<String, @Nullable Object> parsed = attributes;
    if (parsed == null) {
      parsed = Json.object(state.attributes());
      attributes = parsed;
    }
    return parsed;
  }
}
