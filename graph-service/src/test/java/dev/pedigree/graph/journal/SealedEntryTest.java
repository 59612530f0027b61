package dev.pedigree.graph.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SealedEntryTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final long BLOCK_BYTES = 1 << 20;

  private final SealedEntry sealed =
      SealedEntry.seal(JournalHead.START, Drafts.many(0, 5), NOON, BLOCK_BYTES);
  private final SealedEntry erased = sealed.erased(Set.of(2L, 4L));

  @Test
  void comesBackAsItWas() {
    for (SealedEntry entry : new SealedEntry[] {sealed, erased}) {
      byte[] bytes = entry.encode();

      SealedEntry decoded = SealedEntry.decode(bytes, 0, bytes.length);

      decoded.verifyBehind(JournalHead.START, BLOCK_BYTES);
      assertThat(decoded.encode()).isEqualTo(bytes);
      assertThat(decoded.open()).isEqualTo(entry.open());
      assertThat(decoded.residues()).isEqualTo(entry.residues());
    }
    assertThat(erased.residues()).containsOnlyKeys(2L, 4L);
    assertThat(erased.after()).isEqualTo(sealed.after());
  }

  @Test
  void writesWhatEntryProtoDescribes() throws Exception {
    Descriptor type = ProtoDocument.message(resource("entry.proto"), "SealedEntry");

    DynamicMessage message = DynamicMessage.parseFrom(type, erased.encode());

    assertThat(message.getAllFields().keySet()).containsExactlyElementsOf(type.getFields());
    assertThat(message.getUnknownFields().asMap()).isEmpty();
    assertThat(field(message, "last_revision")).isEqualTo(5L);
    assertThat(field(message, "at_millis")).isEqualTo(NOON.toEpochMilli());
  }

  @Test
  void refusesANewerFormat() {
    byte[] bytes = sealed.encode();
    bytes[1] = 2;

    assertThatThrownBy(() -> SealedEntry.decode(bytes, 0, bytes.length))
        .isInstanceOf(UndecodableChangeException.class)
        .hasMessage("entry of format 2 (expected: up to 1)");
  }

  private static Object field(DynamicMessage message, String name) {
    FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
    return message.getField(field);
  }

  private static String resource(String name) throws Exception {
    try (InputStream in = Objects.requireNonNull(SealedEntryTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
