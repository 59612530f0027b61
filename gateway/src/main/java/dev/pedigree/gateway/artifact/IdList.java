package dev.pedigree.gateway.artifact;

import dev.pedigree.gateway.operation.ReadyList;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.TypeSerializer;

/** Many ids, which become text not before they are written, to a stream of bytes. */
public final class IdList implements ReadyList {
  private final List<ArtifactId> ids;

  IdList(List<ArtifactId> ids) {
    this.ids = ids;
  }

  @Override
  public int size() {
    return ids.size();
  }

  @Override
  public void serialize(JsonGenerator json, SerializationContext context) {
    byte[] text = new byte[Digest.TEXT_LENGTH];
    json.writeStartArray();
    for (ArtifactId id : ids) {
      id.digest().writeText(text, 0);
      json.writeRawUTF8String(text, 0, text.length);
    }
    json.writeEndArray();
  }

  @Override
  public void serializeWithType(
      JsonGenerator json, SerializationContext context, TypeSerializer types) {
    serialize(json, context);
  }
}
