package dev.pedigree.gateway.artifact;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsTypeResolver;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;

/** Tells which object type an artifact is shown as: that of its first kind. */
@DgsComponent
public final class ArtifactTypes {
  private final TypeSystem types;

  ArtifactTypes(TypeSystem types) {
    this.types = types;
  }

  /** Called by DGS for every artifact that an answer shows. */
  @DgsTypeResolver(name = "Artifact")
  public String typeName(ArtifactRef artifact) {
    return kind(artifact).typeName();
  }

  /** The first kind that it was recorded as. */
  public Kind kind(ArtifactRef artifact) {
    String name = artifact.snapshot().kinds(artifact.id()).getFirst();
    return types
        .kind(name)
        .orElseThrow(() -> new IllegalStateException("the schema in force lacks kind " + name));
  }
}
