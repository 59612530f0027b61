package dev.pedigree.graph.backup;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * What a segment's file is made of: a head, and before each piece of compressed entries a header.
 * Both are skippable frames of Zstandard, so that {@code zstd -d} unpacks the file.
 *
 * @param firstRevision of its first entry
 * @param lastRevision of its last entry
 * @param rawBytes of its entries, each behind its length
 * @param bytes compressed
 * @param checksum CRC-32C of the compressed bytes
 */
record Frame(long firstRevision, long lastRevision, int rawBytes, int bytes, int checksum) {
  /** Of a header. */
  static final int HEADER_BYTES = 40;

  /** Of the head of a segment. */
  static final int HEAD_BYTES = 24;

  /** The layout of segments. */
  static final int FORMAT = 1;

  private static final int MAGIC = 0x184D2A50;
  private static final int SKIPPABLE_BYTES = 2 * Integer.BYTES;
  private static final long NAME = 0x5045_4449_4752_4545L;

  /** The first bytes of a segment. */
  static byte[] head() {
    byte[] bytes = new byte[HEAD_BYTES];
    skippable(bytes).putLong(NAME).putInt(FORMAT);
    return sealed(bytes);
  }

  /** Whether {@code bytes} are those of {@link #head}. */
  static boolean isHead(byte[] bytes) {
    return ByteBuffer.wrap(bytes).equals(ByteBuffer.wrap(head()));
  }

  byte[] header() {
    byte[] bytes = new byte[HEADER_BYTES];
    skippable(bytes)
        .putLong(firstRevision)
        .putLong(lastRevision)
        .putInt(rawBytes)
        .putInt(this.bytes)
        .putInt(checksum);
    return sealed(bytes);
  }

  /** Whether {@code bytes} are a header that nobody changed. */
  static boolean isHeader(byte[] bytes) {
    return ByteBuffer.wrap(bytes).equals(ByteBuffer.wrap(read(bytes).header()));
  }

  /** What {@link #header} wrote. */
  static Frame read(byte[] header) {
    ByteBuffer in = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    in.position(SKIPPABLE_BYTES);
    return new Frame(in.getLong(), in.getLong(), in.getInt(), in.getInt(), in.getInt());
  }

  static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }

  private static ByteBuffer skippable(byte[] frame) {
    return ByteBuffer.wrap(frame)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(MAGIC)
        .putInt(frame.length - SKIPPABLE_BYTES);
  }

  /** With a checksum of all that is before it in its last four bytes. */
  private static byte[] sealed(byte[] frame) {
    int at = frame.length - Integer.BYTES;
    ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).putInt(at, checksum(frame, at));
    return frame;
  }
}
