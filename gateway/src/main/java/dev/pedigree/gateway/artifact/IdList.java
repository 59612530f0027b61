package dev.pedigree.gateway.artifact;

import dev.pedigree.gateway.operation.ReadyList;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.TypeSerializer;

/** Many ids, which become text not before they are written, to a stream of bytes. */
public final class IdList implements ReadyList {
  private static final byte[] PREFIX = "sha256:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int WORD_DIGITS = 2 * Long.BYTES;

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
    byte[] text = new byte[PREFIX.length + 2 * Digest.BYTES];
    System.arraycopy(PREFIX, 0, text, 0, PREFIX.length);
    json.writeStartArray();
    for (ArtifactId id : ids) {
      Digest digest = id.digest();
      write(digest.word0(), text, 0);
      write(digest.word1(), text, 1);
      write(digest.word2(), text, 2);
      write(digest.word3(), text, 3);
      json.writeRawUTF8String(text, 0, text.length);
    }
    json.writeEndArray();
  }

  private static void write(long word, byte[] text, int place) {
    int end = PREFIX.length + (place + 1) * WORD_DIGITS;
    long left = word;
    for (int i = end - 1; i >= end - WORD_DIGITS; i--) {
      text[i] = DIGITS[(int) left & 0xf];
      left >>>= 4;
    }
  }

  @Override
  public void serializeWithType(
      JsonGenerator json, SerializationContext context, TypeSerializer types) {
    serialize(json, context);
  }
}
