package dev.pedigree.graph.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FactCodecTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void readsWhatItWrote() {
    FactSamples.all()
        .forEach(
            (name, draft) ->
                assertThat(FactCodec.decode(FactCodec.encode(draft))).as(name).isEqualTo(draft));
  }

  @Test
  void tellsTheLengthOfWhatItWrites() {
    FactSamples.all()
        .forEach(
            (name, draft) ->
                assertThat(FactCodec.encodedBytes(draft))
                    .as(name)
                    .isEqualTo(FactCodec.encode(draft).length));
  }

  @Test
  void hasASampleOfEveryFactType() {
    Set<Class<?>> types = new HashSet<>();
    FactSamples.all().values().forEach(d -> d.facts().forEach(f -> types.add(f.getClass())));

    assertThat(types)
        .containsAll(
            Arrays.stream(Fact.class.getDeclaredClasses()).filter(Class::isRecord).toList());
  }

  /** If this fails, do not change the file: what was written stays readable, by a new version. */
  @Test
  void writesAndReadsTheBytesOfVersion1() throws IOException {
    writesAndReads(FactSamples.version1(), "facts-v1.golden");
  }

  /** Likewise. */
  @Test
  void writesAndReadsTheBytesOfVersion2() throws IOException {
    writesAndReads(FactSamples.version2(), "facts-v2.golden");
  }

  /** Likewise. */
  @Test
  void writesAndReadsTheBytesOfVersion3() throws IOException {
    writesAndReads(FactSamples.version3(), "facts-v3.golden");
  }

  /** Likewise. */
  @Test
  void writesAndReadsTheBytesOfVersion4() throws IOException {
    writesAndReads(FactSamples.version4(), "facts-v4.golden");
  }

  private static void writesAndReads(Map<String, Change.Draft> samples, String file)
      throws IOException {
    Map<String, String> golden = new LinkedHashMap<>();
    resource(file)
        .lines()
        .forEach(line -> golden.put(line.split(" ", 2)[0], line.split(" ", 2)[1]));

    Map<String, String> written = new LinkedHashMap<>();
    samples.forEach((name, draft) -> written.put(name, HEX.formatHex(FactCodec.encode(draft))));

    assertThat(written).isEqualTo(golden);
    golden.forEach(
        (name, hex) ->
            assertThat(FactCodec.decode(HEX.parseHex(hex))).as(name).isEqualTo(samples.get(name)));
  }

  @Test
  void writesWhatFactsProtoDescribes() throws Exception {
    Descriptor payload = ProtoDocument.message(resource("facts.proto"), "Payload");
    Set<String> used = new TreeSet<>();

    for (Map.Entry<String, Change.Draft> sample : FactSamples.all().entrySet()) {
      byte[] bytes = FactCodec.encode(sample.getValue());
      DynamicMessage message = DynamicMessage.parseFrom(payload, bytes);
      collectFields(message, used);
    }

    Set<String> described = new TreeSet<>();
    for (Descriptor message : payload.getFile().getMessageTypes()) {
      message.getFields().forEach(field -> described.add(field.getFullName()));
    }
    assertThat(used).isEqualTo(described);
    assertThat(payload.getFile().findMessageTypeByName("Fact").getFields()).hasSize(18);
  }

  @Test
  void refusesALaterVersion() {
    byte[] payload = FactCodec.encode(Drafts.recorded(1));
    payload[1] = 5;

    assertThatThrownBy(() -> FactCodec.decode(payload))
        .isInstanceOf(UndecodableChangeException.class)
        .hasMessageContaining("payload version 5");
  }

  @Test
  void refusesAnUnknownFactType() {
    assertThatThrownBy(() -> FactCodec.decode(withFact(fact -> fact.text(19, "new"))))
        .isInstanceOf(UndecodableChangeException.class)
        .hasMessageContaining("unknown fact type 19");
  }

  @Test
  void refusesAFactOfTwoTypes() {
    assertThatThrownBy(
            () ->
                FactCodec.decode(
                    withFact(
                        fact -> {
                          fact.text(4, "");
                          fact.text(5, "");
                        })))
        .isInstanceOf(UndecodableChangeException.class)
        .hasMessageContaining("2 types");
  }

  @Test
  void refusesAnUnknownField() {
    assertThatThrownBy(() -> FactCodec.decode(withQuarantine(q -> q.varint(3, 1))))
        .isInstanceOf(UndecodableChangeException.class)
        .hasMessageContaining("unknown field 3");
    assertThatThrownBy(() -> FactCodec.decode(withQuarantine(q -> q.varint(100, 1))))
        .isInstanceOf(UndecodableChangeException.class)
        .hasMessageContaining("unknown field 100");
  }

  @Test
  void refusesAKnownFieldOfAnotherWireType() {
    assertThatThrownBy(() -> FactCodec.decode(withQuarantine(q -> q.varint(1, 1))))
        .isInstanceOf(UndecodableChangeException.class);
  }

  @Test
  void refusesAFieldThatIsThereTwice() {
    assertThatThrownBy(() -> FactCodec.decode(withQuarantine(q -> q.text(2, "again"))))
        .isInstanceOf(UndecodableChangeException.class)
        .hasMessageContaining("twice");
  }

  @Test
  void refusesAnUnknownStage() {
    byte[] id = new byte[32];

    assertThatThrownBy(
            () ->
                FactCodec.decode(
                    withFact(
                        fact -> {
                          int begin = fact.begin(7);
                          fact.bytes(1, id);
                          fact.varint(2, 9);
                          fact.end(begin);
                        })))
        .isInstanceOf(UndecodableChangeException.class)
        .hasMessageContaining("unknown stage 9");
  }

  @Test
  void neverTakesAPayloadThatIsCutOffForTheWhole() {
    byte[] whole = FactCodec.encode(Drafts.recorded(1));

    for (int length = 0; length < whole.length; length++) {
      assertThat(decodeIfPossible(Arrays.copyOf(whole, length)))
          .isNotEqualTo(Optional.of(Drafts.recorded(1)));
    }
  }

  private static Optional<Change.Draft> decodeIfPossible(byte[] payload) {
    try {
      return Optional.of(FactCodec.decode(payload));
    } catch (UndecodableChangeException e) {
      return Optional.empty();
    }
  }

  /** What a fact under construction gets. */
  private interface Body {
    void write(MessageWriter out);
  }

  private static byte[] withQuarantine(Body more) {
    return withFact(
        fact -> {
          int begin = fact.begin(5);
          fact.bytes(1, new byte[32]);
          fact.text(2, "reason");
          more.write(fact);
          fact.end(begin);
        });
  }

  private static byte[] withFact(Body body) {
    MessageWriter out = new MessageWriter();
    out.varint(1, 1);
    out.text(2, "x");
    int begin = out.begin(4);
    body.write(out);
    out.end(begin);
    return out.toByteArray();
  }

  private static void collectFields(DynamicMessage message, Set<String> used) {
    assertThat(message.getUnknownFields().asMap()).isEmpty();
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              used.add(field.getFullName());
              if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                Iterable<?> values = value instanceof Iterable<?> many ? many : List.of(value);
                values.forEach(nested -> collectFields((DynamicMessage) nested, used));
              }
            });
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = FactCodecTest.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
