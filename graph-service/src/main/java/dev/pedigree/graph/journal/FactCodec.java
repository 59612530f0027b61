package dev.pedigree.graph.journal;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.artifact.UnhashedReason;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A change's payload as bytes: protobuf's wire format, described by {@code facts.proto} beside this
 * class. The same draft always gives the same bytes.
 *
 * <p>Old payloads stay readable for ever, and what this version does not know is refused, never
 * skipped: every new fact type, field and enum value is a new {@link #VERSION}. A payload is
 * written in the lowest version that has what it says, so that what an older process knows it can
 * read.
 */
public final class FactCodec {
  /** The newest version that is known. */
  static final int VERSION = 4;

  private static final String NO_ATTRIBUTES = "{}";

  private FactCodec() {}

  /** The bytes of {@code draft}, in the lowest version that has all its facts. */
  public static byte[] encode(Change.Draft draft) {
    return write(draft).toByteArray();
  }

  /** The length of {@link #encode}'s answer. */
  static int encodedBytes(Change.Draft draft) {
    return write(draft).length();
  }

  /**
   * The draft that {@code payload} holds.
   *
   * @throws UndecodableChangeException if a newer version wrote {@code payload}, or nobody did
   */
  public static Change.Draft decode(byte[] payload) {
    return decode(payload, 0, payload.length);
  }

  /** Reads {@code length} bytes of {@code bytes} from {@code offset} on. */
  static Change.Draft decode(byte[] bytes, int offset, int length) {
    MessageReader in = new MessageReader(bytes, offset, length);
    long version = in.varint(1);
    if (version < 1 || version > VERSION) {
      throw new UndecodableChangeException(
          "payload version " + version + " (expected: up to " + VERSION + ")");
    }
    try {
      Change.Draft draft =
          new Change.Draft(
              in.text(2),
              in.optionalMessage(3, FactCodec::request),
              in.messages(4, FactCodec::fact),
              in.messages(5, FactCodec::warning));
      in.end();
      return draft;
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw new UndecodableChangeException(String.valueOf(e.getMessage()));
    }
  }

  private static MessageWriter write(Change.Draft draft) {
    MessageWriter out = new MessageWriter();
    out.varint(1, version(draft));
    out.text(2, draft.by());
    Change.@Nullable Request request = draft.request();
    if (request != null) {
      int begin = out.begin(3);
      out.text(1, request.id());
      digest(out, 2, request.fingerprint());
      out.end(begin);
    }
    for (Fact fact : draft.facts()) {
      int begin = out.begin(4);
      write(out, fact);
      out.end(begin);
    }
    for (Change.Warning warning : draft.warnings()) {
      int begin = out.begin(5);
      out.text(1, warning.code());
      out.text(2, warning.message());
      optionalText(out, 3, warning.path());
      out.end(begin);
    }
    return out;
  }

  /** The lowest version that has all facts of {@code draft}. */
  static int version(Change.Draft draft) {
    return draft.facts().stream().mapToInt(FactCodec::version).max().orElse(1);
  }

  private static int version(Fact fact) {
    return switch (fact) {
      case Fact.DocumentImported _ -> 4;
      case Fact.AboutPolicy _, Fact.PromotionJudged _ -> 3;
      case Fact.SchemaPublished _ -> 2;
      case Fact.AboutArtifact _, Fact.AboutEdge _, Fact.ErasurePerformed _ -> 1;
    };
  }

  private static void write(MessageWriter out, Fact fact) {
    int begin = out.begin(number(fact));
    switch (fact) {
      case Fact.ArtifactRecorded f -> write(out, f);
      case Fact.ArtifactExtended f -> write(out, f);
      case Fact.ArtifactAmended f -> write(out, f);
      case Fact.ArtifactRetracted f -> write(out, f.artifact(), f.reason());
      case Fact.ArtifactQuarantined f -> write(out, f.artifact(), f.reason());
      case Fact.ArtifactReleased f -> write(out, f.artifact(), f.reason());
      case Fact.StageChanged f -> write(out, f);
      case Fact.CheckRecorded f -> write(out, f);
      case Fact.CheckRevoked f -> write(out, f);
      case Fact.EdgeRecorded f -> write(out, f);
      case Fact.EdgeRetracted f -> write(out, f);
      case Fact.ErasurePerformed f -> write(out, f);
      case Fact.SchemaPublished f -> write(out, f);
      case Fact.PolicyPublished f -> write(out, f);
      case Fact.PolicyRetired f -> write(out, f);
      case Fact.PolicyWaived f -> write(out, f);
      case Fact.PromotionJudged f -> write(out, f);
      case Fact.DocumentImported f -> write(out, f);
    }
    out.end(begin);
  }

  private static int number(Fact fact) {
    return switch (fact) {
      case Fact.ArtifactRecorded f -> 1;
      case Fact.ArtifactExtended f -> 2;
      case Fact.ArtifactAmended f -> 3;
      case Fact.ArtifactRetracted f -> 4;
      case Fact.ArtifactQuarantined f -> 5;
      case Fact.ArtifactReleased f -> 6;
      case Fact.StageChanged f -> 7;
      case Fact.CheckRecorded f -> 8;
      case Fact.CheckRevoked f -> 9;
      case Fact.EdgeRecorded f -> 10;
      case Fact.EdgeRetracted f -> 11;
      case Fact.ErasurePerformed f -> 12;
      case Fact.SchemaPublished f -> 13;
      case Fact.PolicyPublished f -> 14;
      case Fact.PolicyRetired f -> 15;
      case Fact.PolicyWaived f -> 16;
      case Fact.PromotionJudged f -> 17;
      case Fact.DocumentImported f -> 18;
    };
  }

  private static Fact fact(MessageReader in) {
    int number = in.onlyField();
    return switch (number) {
      case 1 -> in.message(number, FactCodec::artifactRecorded);
      case 2 -> in.message(number, FactCodec::artifactExtended);
      case 3 -> in.message(number, FactCodec::artifactAmended);
      case 4 -> in.message(number, f -> new Fact.ArtifactRetracted(id(f, 1), f.text(2)));
      case 5 -> in.message(number, f -> new Fact.ArtifactQuarantined(id(f, 1), f.text(2)));
      case 6 -> in.message(number, f -> new Fact.ArtifactReleased(id(f, 1), f.text(2)));
      case 7 -> in.message(number, FactCodec::stageChanged);
      case 8 -> in.message(number, FactCodec::checkRecorded);
      case 9 -> in.message(number, FactCodec::checkRevoked);
      case 10 -> in.message(number, FactCodec::edgeRecorded);
      case 11 -> in.message(number, FactCodec::edgeRetracted);
      case 12 -> in.message(number, FactCodec::erasurePerformed);
      case 13 -> in.message(number, f -> new Fact.SchemaPublished(f.text(1), f.text(2)));
      case 14 -> in.message(number, FactCodec::policyPublished);
      case 15 -> in.message(number, f -> new Fact.PolicyRetired(f.text(1), f.text(2)));
      case 16 -> in.message(number, FactCodec::policyWaived);
      case 17 -> in.message(number, FactCodec::promotionJudged);
      case 18 -> in.message(number, FactCodec::documentImported);
      default -> throw new UndecodableChangeException("unknown fact type " + number);
    };
  }

  private static void write(MessageWriter out, Fact.ArtifactRecorded f) {
    digest(out, 1, f.artifact().digest());
    out.text(2, f.kind());
    name(out, 3, f.name());
    optionalDigest(out, 4, f.digest());
    @Nullable UnhashedReason unhashed = f.unhashed();
    if (unhashed != null) {
      out.varint(5, number(unhashed));
    }
    @Nullable Instant createdAt = f.createdAt();
    if (createdAt != null) {
      instant(out, 6, createdAt);
    }
    optionalProvenance(out, 7, f.provenance());
    texts(out, 8, f.owners());
    optionalText(out, 9, f.description());
    labels(out, 10, f.labels());
    attributes(out, 11, f.attributes());
  }

  private static Fact artifactRecorded(MessageReader in) {
    return new Fact.ArtifactRecorded(
        id(in, 1),
        in.text(2),
        in.message(3, FactCodec::name),
        optionalDigest(in, 4),
        optionalUnhashed(in, 5),
        in.optionalMessage(6, FactCodec::instant),
        optionalProvenance(in, 7),
        in.texts(8),
        in.optionalText(9),
        in.messages(10, FactCodec::label),
        attributes(in, 11));
  }

  private static void write(MessageWriter out, Fact.ArtifactExtended f) {
    digest(out, 1, f.artifact().digest());
    out.text(2, f.kind());
    name(out, 3, f.name());
    attributes(out, 4, f.attributes());
  }

  private static Fact artifactExtended(MessageReader in) {
    return new Fact.ArtifactExtended(
        id(in, 1), in.text(2), in.message(3, FactCodec::name), attributes(in, 4));
  }

  private static void write(MessageWriter out, Fact.ArtifactAmended f) {
    digest(out, 1, f.artifact().digest());
    labels(out, 2, f.labels());
    texts(out, 3, f.removedLabels());
    @Nullable List<String> owners = f.owners();
    if (owners != null) {
      int begin = out.begin(4);
      texts(out, 1, owners);
      out.end(begin);
    }
    optionalText(out, 5, f.description());
    attributes(out, 6, f.attributes());
    optionalProvenance(out, 7, f.provenance());
    optionalText(out, 8, f.reason());
  }

  private static Fact artifactAmended(MessageReader in) {
    return new Fact.ArtifactAmended(
        id(in, 1),
        in.messages(2, FactCodec::label),
        in.texts(3),
        in.optionalMessage(4, owners -> owners.texts(1)),
        in.optionalText(5),
        attributes(in, 6),
        optionalProvenance(in, 7),
        in.optionalText(8));
  }

  private static void write(MessageWriter out, ArtifactId artifact, String reason) {
    digest(out, 1, artifact.digest());
    out.text(2, reason);
  }

  private static void write(MessageWriter out, Fact.StageChanged f) {
    digest(out, 1, f.artifact().digest());
    out.varint(2, number(f.stage()));
    optionalText(out, 3, f.reason());
  }

  private static Fact stageChanged(MessageReader in) {
    return new Fact.StageChanged(id(in, 1), stage(in.varint(2)), in.optionalText(3));
  }

  private static void write(MessageWriter out, Fact.CheckRecorded f) {
    digest(out, 1, f.artifact().digest());
    out.text(2, f.name());
    out.signed(3, f.version());
    out.varint(4, number(f.outcome()));
    optionalText(out, 5, f.evidence());
  }

  private static Fact checkRecorded(MessageReader in) {
    return new Fact.CheckRecorded(
        id(in, 1),
        in.text(2),
        Math.toIntExact(in.signed(3)),
        outcome(in.varint(4)),
        in.optionalText(5));
  }

  private static void write(MessageWriter out, Fact.CheckRevoked f) {
    digest(out, 1, f.artifact().digest());
    out.text(2, f.name());
    out.signed(3, f.version());
    optionalText(out, 4, f.reason());
  }

  private static Fact checkRevoked(MessageReader in) {
    return new Fact.CheckRevoked(
        id(in, 1), in.text(2), Math.toIntExact(in.signed(3)), in.optionalText(4));
  }

  private static void write(MessageWriter out, Fact.EdgeRecorded f) {
    edge(out, f);
    @Nullable Double weight = f.weight();
    if (weight != null) {
      out.fixed64(4, Double.doubleToRawLongBits(weight));
    }
    for (EdgeMutation mutation : f.mutations()) {
      int begin = out.begin(5);
      out.text(1, mutation.kind());
      optionalText(out, 2, mutation.description());
      attributes(out, 3, mutation.fields());
      out.end(begin);
    }
    attributes(out, 6, f.attributes());
  }

  private static Fact edgeRecorded(MessageReader in) {
    @Nullable Long weight = in.optionalFixed64(4);
    return new Fact.EdgeRecorded(
        in.text(1),
        id(in, 2),
        id(in, 3),
        weight == null ? null : Double.valueOf(Double.longBitsToDouble(weight)),
        in.messages(5, m -> new EdgeMutation(m.text(1), m.optionalText(2), attributes(m, 3))),
        attributes(in, 6));
  }

  private static void write(MessageWriter out, Fact.EdgeRetracted f) {
    edge(out, f);
    out.text(4, f.reason());
  }

  private static Fact edgeRetracted(MessageReader in) {
    return new Fact.EdgeRetracted(in.text(1), id(in, 2), id(in, 3), in.text(4));
  }

  private static void edge(MessageWriter out, Fact.AboutEdge f) {
    out.text(1, f.type());
    digest(out, 2, f.child().digest());
    digest(out, 3, f.parent().digest());
  }

  private static void write(MessageWriter out, Fact.SchemaPublished f) {
    out.text(1, f.version());
    out.text(2, f.sdl());
  }

  private static void write(MessageWriter out, Fact.PolicyPublished f) {
    out.text(1, f.policy());
    out.varint(2, f.version());
    out.text(3, f.source());
  }

  private static Fact policyPublished(MessageReader in) {
    return new Fact.PolicyPublished(in.text(1), Math.toIntExact(in.varint(2)), in.text(3));
  }

  private static void write(MessageWriter out, Fact.DocumentImported f) {
    digest(out, 1, f.document());
    out.text(2, f.format());
  }

  private static Fact documentImported(MessageReader in) {
    return new Fact.DocumentImported(Digest.read(digestBytes(in.bytes(1))), in.text(2));
  }

  private static void write(MessageWriter out, Fact.PolicyRetired f) {
    out.text(1, f.policy());
    out.text(2, f.reason());
  }

  private static void write(MessageWriter out, Fact.PolicyWaived f) {
    out.text(1, f.policy());
    digest(out, 2, f.artifact().digest());
    out.text(3, f.reason());
    instant(out, 4, f.until());
  }

  private static Fact policyWaived(MessageReader in) {
    return new Fact.PolicyWaived(
        in.text(1), id(in, 2), in.text(3), in.message(4, FactCodec::instant));
  }

  private static void write(MessageWriter out, Fact.PromotionJudged f) {
    digest(out, 1, f.artifact().digest());
    out.varint(2, number(f.stage()));
    out.varint(3, f.allowed() ? 1 : 0);
    for (PolicyViolation violation : f.violations()) {
      int begin = out.begin(4);
      out.text(1, violation.policy());
      out.varint(2, violation.policyVersion());
      @Nullable ArtifactId offender = violation.offender();
      optionalDigest(out, 3, offender == null ? null : offender.digest());
      out.text(4, violation.message());
      out.varint(5, violation.waived() ? 1 : 0);
      out.end(begin);
    }
    out.varint(5, f.violationCount());
  }

  private static Fact promotionJudged(MessageReader in) {
    return new Fact.PromotionJudged(
        id(in, 1),
        stage(in.varint(2)),
        truth(in.varint(3)),
        in.messages(4, FactCodec::policyViolation),
        Math.toIntExact(in.varint(5)));
  }

  private static PolicyViolation policyViolation(MessageReader in) {
    @Nullable Digest offender = optionalDigest(in, 3);
    return new PolicyViolation(
        in.text(1),
        Math.toIntExact(in.varint(2)),
        offender == null ? null : new ArtifactId(offender),
        in.text(4),
        truth(in.varint(5)));
  }

  private static boolean truth(long value) {
    if (value != 0 && value != 1) {
      throw new UndecodableChangeException("truth value " + value + " (expected: 0 or 1)");
    }
    return value == 1;
  }

  private static void write(MessageWriter out, Fact.ErasurePerformed f) {
    new TreeMap<>(f.residues())
        .forEach(
            (revision, digest) -> {
              int begin = out.begin(1);
              out.varint(1, revision);
              digest(out, 2, digest);
              out.end(begin);
            });
    out.text(2, f.reason());
  }

  private static Fact erasurePerformed(MessageReader in) {
    Map<Long, Digest> residues = new LinkedHashMap<>();
    in.messages(1, r -> Map.entry(r.varint(1), Digest.read(digestBytes(r.bytes(2)))))
        .forEach(residue -> residues.put(residue.getKey(), residue.getValue()));
    return new Fact.ErasurePerformed(residues, in.text(2));
  }

  private static Change.Request request(MessageReader in) {
    return new Change.Request(in.text(1), Digest.read(digestBytes(in.bytes(2))));
  }

  private static Change.Warning warning(MessageReader in) {
    return new Change.Warning(in.text(1), in.text(2), in.optionalText(3));
  }

  private static void name(MessageWriter out, int field, ArtifactName name) {
    int begin = out.begin(field);
    out.text(1, name.namespace());
    out.text(2, name.name());
    optionalText(out, 3, name.version());
    out.end(begin);
  }

  private static ArtifactName name(MessageReader in) {
    return new ArtifactName(in.text(1), in.text(2), in.optionalText(3));
  }

  private static void labels(MessageWriter out, int field, List<Label> labels) {
    for (Label label : labels) {
      int begin = out.begin(field);
      out.text(1, label.key());
      out.text(2, label.value());
      out.end(begin);
    }
  }

  private static Label label(MessageReader in) {
    return new Label(in.text(1), in.text(2));
  }

  private static void instant(MessageWriter out, int field, Instant at) {
    int begin = out.begin(field);
    out.signed(1, at.getEpochSecond());
    out.varint(2, at.getNano());
    out.end(begin);
  }

  private static Instant instant(MessageReader in) {
    return Instant.ofEpochSecond(in.signed(1), in.varint(2));
  }

  private static void texts(MessageWriter out, int field, List<String> texts) {
    for (String text : texts) {
      out.text(field, text);
    }
  }

  private static void optionalText(MessageWriter out, int field, @Nullable String text) {
    if (text != null) {
      out.text(field, text);
    }
  }

  /** Most have none: {@code {}} is left out. */
  private static void attributes(MessageWriter out, int field, String attributes) {
    if (!attributes.equals(NO_ATTRIBUTES)) {
      out.text(field, attributes);
    }
  }

  private static String attributes(MessageReader in, int field) {
    @Nullable String attributes = in.optionalText(field);
    return attributes == null ? NO_ATTRIBUTES : attributes;
  }

  private static void digest(MessageWriter out, int field, Digest digest) {
    out.bytes(field, digest.bytes());
  }

  private static void optionalDigest(MessageWriter out, int field, @Nullable Digest digest) {
    if (digest != null) {
      digest(out, field, digest);
    }
  }

  private static ArtifactId id(MessageReader in, int field) {
    return new ArtifactId(Digest.read(digestBytes(in.bytes(field))));
  }

  private static @Nullable Digest optionalDigest(MessageReader in, int field) {
    @Nullable ByteBuffer bytes = in.optionalBytes(field);
    return bytes == null ? null : Digest.read(digestBytes(bytes));
  }

  private static ByteBuffer digestBytes(ByteBuffer bytes) {
    if (bytes.remaining() != Digest.BYTES) {
      throw new UndecodableChangeException(
          "digest of " + bytes.remaining() + " bytes (expected: " + Digest.BYTES + ")");
    }
    return bytes;
  }

  private static int number(UnhashedReason reason) {
    return switch (reason) {
      case CLOSED_MODEL -> 1;
      case EXTERNAL_SERVICE -> 2;
      case TABLE_WITHOUT_SNAPSHOT -> 3;
      case LOST -> 4;
      case OTHER -> 5;
    };
  }

  private static @Nullable UnhashedReason optionalUnhashed(MessageReader in, int field) {
    @Nullable Long number = in.optionalVarint(field);
    return number == null ? null : unhashed(number);
  }

  private static UnhashedReason unhashed(long number) {
    return switch (Math.toIntExact(number)) {
      case 1 -> UnhashedReason.CLOSED_MODEL;
      case 2 -> UnhashedReason.EXTERNAL_SERVICE;
      case 3 -> UnhashedReason.TABLE_WITHOUT_SNAPSHOT;
      case 4 -> UnhashedReason.LOST;
      case 5 -> UnhashedReason.OTHER;
      default -> throw new UndecodableChangeException("unknown reason for no digest " + number);
    };
  }

  private static int number(Provenance provenance) {
    return switch (provenance) {
      case ORIGIN -> 1;
      case COMPLETE -> 2;
      case PARTIAL -> 3;
      case UNKNOWN -> 4;
    };
  }

  private static void optionalProvenance(
      MessageWriter out, int field, @Nullable Provenance provenance) {
    if (provenance != null) {
      out.varint(field, number(provenance));
    }
  }

  private static @Nullable Provenance optionalProvenance(MessageReader in, int field) {
    @Nullable Long number = in.optionalVarint(field);
    return number == null ? null : provenance(number);
  }

  private static Provenance provenance(long number) {
    return switch (Math.toIntExact(number)) {
      case 1 -> Provenance.ORIGIN;
      case 2 -> Provenance.COMPLETE;
      case 3 -> Provenance.PARTIAL;
      case 4 -> Provenance.UNKNOWN;
      default -> throw new UndecodableChangeException("unknown provenance " + number);
    };
  }

  private static int number(Stage stage) {
    return switch (stage) {
      case DRAFT -> 1;
      case STAGING -> 2;
      case PRODUCTION -> 3;
      case ARCHIVED -> 4;
    };
  }

  private static Stage stage(long number) {
    return switch (Math.toIntExact(number)) {
      case 1 -> Stage.DRAFT;
      case 2 -> Stage.STAGING;
      case 3 -> Stage.PRODUCTION;
      case 4 -> Stage.ARCHIVED;
      default -> throw new UndecodableChangeException("unknown stage " + number);
    };
  }

  private static int number(CheckOutcome outcome) {
    return switch (outcome) {
      case PASSED -> 1;
      case FAILED -> 2;
    };
  }

  private static CheckOutcome outcome(long number) {
    return switch (Math.toIntExact(number)) {
      case 1 -> CheckOutcome.PASSED;
      case 2 -> CheckOutcome.FAILED;
      default -> throw new UndecodableChangeException("unknown outcome " + number);
    };
  }
}
