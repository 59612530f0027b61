package dev.pedigree.graph.artifact;

import org.jspecify.annotations.Nullable;

/** A name of an artifact. Belongs to one artifact for ever; an artifact may have many. */
public record ArtifactName(String namespace, String name, @Nullable String version) {
  @Override
  public String toString() {
    return version == null ? namespace + "/" + name : namespace + "/" + name + "@" + version;
  }
}
