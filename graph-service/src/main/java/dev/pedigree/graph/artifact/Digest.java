package dev.pedigree.graph.artifact;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * A SHA-256, as four big-endian words: compact as a key, and never half-valid. Text form: {@code
 * sha256:<64 lower-case hex>}.
 */
public record Digest(long word0, long word1, long word2, long word3) implements Comparable<Digest> {
  public static final int BYTES = 32;

  /** All zero: the hash before the first entry. */
  public static final Digest ZERO = new Digest(0, 0, 0, 0);

  private static final String PREFIX = "sha256:";

  /** Of the text form, in ASCII characters. */
  public static final int TEXT_LENGTH = PREFIX.length() + 2 * BYTES;

  private static final byte[] PREFIX_BYTES = PREFIX.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /**
   * Reads the text form.
   *
   * @return empty if {@code text} is not {@code sha256:} and 64 lower-case hex digits
   */
  public static Optional<Digest> parse(String text) {
    if (text.length() != TEXT_LENGTH || !text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    long[] words = new long[4];
    for (int i = 0; i < 2 * BYTES; i++) {
      int nibble = nibble(text.charAt(PREFIX.length() + i));
      if (nibble < 0) {
        return Optional.empty();
      }
      words[i >> 4] = words[i >> 4] << 4 | nibble;
    }
    return Optional.of(new Digest(words[0], words[1], words[2], words[3]));
  }

  /** The digest that {@code bytes} (32 of them) spell out. */
  public static Digest ofBytes(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("digest of " + bytes.length + " bytes (expected: 32)");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return read(buffer);
  }

  /** Reads the next 32 bytes of {@code buffer}. */
  public static Digest read(ByteBuffer buffer) {
    return new Digest(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
  }

  /** SHA-256 of {@code content}. */
  public static Digest of(byte[] content) {
    return ofBytes(sha256().digest(content));
  }

  /** SHA-256 of the UTF-8 bytes of {@code text}. */
  public static Digest of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A fresh SHA-256 computation. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Its 32 bytes, a fresh array. */
  public byte[] bytes() {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES);
    write(buffer);
    return buffer.array();
  }

  /** Puts its 32 bytes into {@code buffer}. */
  public void write(ByteBuffer buffer) {
    buffer.putLong(word0).putLong(word1).putLong(word2).putLong(word3);
  }

  /** Puts the {@link #TEXT_LENGTH} characters of its text form into {@code ascii}. */
  public void writeText(byte[] ascii, int at) {
    System.arraycopy(PREFIX_BYTES, 0, ascii, at, PREFIX_BYTES.length);
    int digits = at + PREFIX_BYTES.length;
    writeHex(word0, ascii, digits);
    writeHex(word1, ascii, digits + 16);
    writeHex(word2, ascii, digits + 32);
    writeHex(word3, ascii, digits + 48);
  }

  private static void writeHex(long word, byte[] ascii, int at) {
    long left = word;
    for (int i = at + 15; i >= at; i--) {
      ascii[i] = DIGITS[(int) left & 0xf];
      left >>>= 4;
    }
  }

  /** 64 lower-case hex digits, without the prefix. */
  public String hex() {
    return toString().substring(PREFIX.length());
  }

  @Override
  public String toString() {
    byte[] ascii = new byte[TEXT_LENGTH];
    writeText(ascii, 0);
    return new String(ascii, StandardCharsets.ISO_8859_1);
  }

  /** A digest is its own best hash. */
  @Override
  public int hashCode() {
    return Long.hashCode(word0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that
        && word0 == that.word0
        && word1 == that.word1
        && word2 == that.word2
        && word3 == that.word3;
  }

  /** Order of the unsigned bytes. */
  @Override
  public int compareTo(Digest that) {
    int order = Long.compareUnsigned(word0, that.word0);
    order = order != 0 ? order : Long.compareUnsigned(word1, that.word1);
    order = order != 0 ? order : Long.compareUnsigned(word2, that.word2);
    return order != 0 ? order : Long.compareUnsigned(word3, that.word3);
  }

  private static int nibble(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }
}
