package dev.pedigree.graph.journal;

import com.google.protobuf.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a message in protobuf's wire format, in one pass: a nested message's length is put in
 * front of it when its end is known, so nothing is measured or copied beforehand as {@code
 * CodedOutputStream} would need.
 */
final class MessageWriter {
  private byte[] buffer = new byte[256];
  private int length;

  int length() {
    return length;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(buffer, length);
  }

  void varint(int field, long value) {
    rawVarint(tag(field, WireFormat.WIRETYPE_VARINT));
    rawVarint(value);
  }

  /** A varint that is short for small negative values too ({@code sint64}). */
  void signed(int field, long value) {
    varint(field, (value << 1) ^ (value >> 63));
  }

  void fixed64(int field, long value) {
    rawVarint(tag(field, WireFormat.WIRETYPE_FIXED64));
    room(Long.BYTES);
    for (int i = 0; i < Long.BYTES; i++) {
      buffer[length++] = (byte) (value >>> (8 * i));
    }
  }

  void bytes(int field, byte[] value) {
    rawVarint(tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED));
    rawVarint(value.length);
    room(value.length);
    System.arraycopy(value, 0, buffer, length, value.length);
    length += value.length;
  }

  /**
   * @throws IllegalArgumentException if {@code value} has an unpaired surrogate: it has no UTF-8
   *     form, and nothing may come back other than it was written
   */
  void text(int field, String value) {
    requirePairedSurrogates(value);
    bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Begins a nested message; give what is returned to {@link #end}. */
  int begin(int field) {
    rawVarint(tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED));
    room(1);
    return ++length;
  }

  void end(int begin) {
    int size = length - begin;
    int extra = varintBytes(size) - 1;
    room(extra);
    System.arraycopy(buffer, begin, buffer, begin + extra, size);
    length = begin - 1;
    rawVarint(size);
    length += size;
  }

  static int varintBytes(long value) {
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  private static long tag(int field, int wireType) {
    return (long) field << 3 | wireType;
  }

  private void rawVarint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      buffer[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[length++] = (byte) rest;
  }

  private void room(int more) {
    if (buffer.length - length < more) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + more));
    }
  }

  private static void requirePairedSurrogates(String text) {
    int i = 0;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        throw new IllegalArgumentException(
            "unpaired surrogate U+%04X at character %d (expected: well-formed Unicode)"
                .formatted(codePoint, i));
      }
      i += Character.charCount(codePoint);
    }
  }
}
