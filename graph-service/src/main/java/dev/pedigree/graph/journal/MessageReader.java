package dev.pedigree.graph.journal;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A message in protobuf's wire format, taken apart into its fields. Fields are asked for by number;
 * what nobody asked for makes {@link #end} fail, so a field of a newer version is never lost
 * silently.
 */
final class MessageReader {
  private static final int TYPE_MASK = 7;

  private final byte[] bytes;
  private int[] tags = new int[8];
  private long[] values = new long[8];
  private int[] lengths = new int[8];
  private int count;
  private final long[] asked = new long[TYPE_MASK + 1];

  /**
   * @throws UndecodableChangeException if it is not a message of varints, doubles and length
   *     delimited fields
   */
  MessageReader(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    CodedInputStream in = CodedInputStream.newInstance(bytes, offset, length);
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        add(in, offset, tag);
      }
    } catch (IOException e) {
      throw new UndecodableChangeException("not a message: " + e.getMessage());
    }
  }

  private void add(CodedInputStream in, int offset, int tag) throws IOException {
    if (count == tags.length) {
      tags = Arrays.copyOf(tags, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    tags[count] = tag;
    switch (tag & TYPE_MASK) {
      case WireFormat.WIRETYPE_VARINT -> values[count] = in.readRawVarint64();
      case WireFormat.WIRETYPE_FIXED64 -> values[count] = in.readRawLittleEndian64();
      case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
        lengths[count] = in.readRawVarint32();
        values[count] = (long) offset + in.getTotalBytesRead();
        in.skipRawBytes(lengths[count]);
      }
      default -> throw new UndecodableChangeException("unknown wire type in tag " + tag);
    }
    count++;
  }

  long varint(int field) {
    return values[required(field, WireFormat.WIRETYPE_VARINT)];
  }

  long signed(int field) {
    return unfold(varint(field));
  }

  String text(int field) {
    return textAt(required(field, WireFormat.WIRETYPE_LENGTH_DELIMITED));
  }

  ByteBuffer bytes(int field) {
    int i = required(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    return ByteBuffer.wrap(bytes, (int) values[i], lengths[i]);
  }

  <T> T message(int field, Function<MessageReader, T> decode) {
    return messageAt(required(field, WireFormat.WIRETYPE_LENGTH_DELIMITED), decode);
  }

  @Nullable Long optionalVarint(int field) {
    int i = find(field, WireFormat.WIRETYPE_VARINT);
    return i < 0 ? null : Long.valueOf(values[i]);
  }

  @Nullable Long optionalFixed64(int field) {
    int i = find(field, WireFormat.WIRETYPE_FIXED64);
    return i < 0 ? null : Long.valueOf(values[i]);
  }

  @Nullable String optionalText(int field) {
    int i = find(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    return i < 0 ? null : textAt(i);
  }

  @Nullable ByteBuffer optionalBytes(int field) {
    int i = find(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    return i < 0 ? null : ByteBuffer.wrap(bytes, (int) values[i], lengths[i]);
  }

  <T> @Nullable T optionalMessage(int field, Function<MessageReader, T> decode) {
    int i = find(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    return i < 0 ? null : messageAt(i, decode);
  }

  List<String> texts(int field) {
    List<String> all = new ArrayList<>();
    int tag = ask(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    for (int i = 0; i < count; i++) {
      if (tags[i] == tag) {
        all.add(textAt(i));
      }
    }
    return all;
  }

  <T> List<T> messages(int field, Function<MessageReader, T> decode) {
    List<T> all = new ArrayList<>();
    int tag = ask(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    for (int i = 0; i < count; i++) {
      if (tags[i] == tag) {
        all.add(messageAt(i, decode));
      }
    }
    return all;
  }

  /** The number of the only field; for a message that is a choice of one among many. */
  int onlyField() {
    if (count != 1) {
      throw new UndecodableChangeException("fact with " + count + " types (expected: 1)");
    }
    return tags[0] >>> 3;
  }

  /**
   * @throws UndecodableChangeException if there are fields that nobody asked for
   */
  void end() {
    for (int i = 0; i < count; i++) {
      int field = tags[i] >>> 3;
      int type = tags[i] & TYPE_MASK;
      if (field >= Long.SIZE || (asked[type] & 1L << field) == 0) {
        throw new UndecodableChangeException("unknown field " + field + " of wire type " + type);
      }
    }
  }

  static long unfold(long zigzag) {
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  private String textAt(int i) {
    return new String(bytes, (int) values[i], lengths[i], StandardCharsets.UTF_8);
  }

  private <T> T messageAt(int i, Function<MessageReader, T> decode) {
    MessageReader nested = new MessageReader(bytes, (int) values[i], lengths[i]);
    T value = decode.apply(nested);
    nested.end();
    return value;
  }

  private int required(int field, int type) {
    int i = find(field, type);
    if (i < 0) {
      throw new UndecodableChangeException("field " + field + " is missing");
    }
    return i;
  }

  private int find(int field, int type) {
    int tag = ask(field, type);
    int found = -1;
    for (int i = 0; i < count; i++) {
      if (tags[i] != tag) {
        continue;
      }
      if (found >= 0) {
        throw new UndecodableChangeException("field " + field + " is there twice");
      }
      found = i;
    }
    return found;
  }

  private int ask(int field, int type) {
    asked[type] |= 1L << field;
    return field << 3 | type;
  }
}
