package dev.pedigree.gateway.paging;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.graph.recording.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list. It stands for itself: any replica can go on from it, as long as the revision
 * can be read.
 *
 * @param revision that the list was read at
 * @param question that the list answers
 * @param position of the element in the whole list, from 0
 */
record Cursor(long revision, Question question, int position) {
  private static final byte FORMAT = 1;
  private static final int CHECKED_BYTES = 1 + Long.BYTES + Long.BYTES + Integer.BYTES;
  private static final int BYTES = CHECKED_BYTES + Integer.BYTES;

  String text() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.put(FORMAT).putLong(revision).putLong(question.hash()).putInt(position);
    bytes.putInt(checksum(bytes.array()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * Reads a cursor of {@code question}.
   *
   * @throws RefusedException with INVALID_CURSOR if it is broken or of another question
   */
  static Cursor parse(String text, Question question) {
    Cursor cursor = decode(text);
    if (cursor == null) {
      throw wrong("broken (expected: one that came with a page)");
    }
    if (!cursor.question.equals(question)) {
      throw wrong("of another question (expected: the same field with the same arguments)");
    }
    return cursor;
  }

  private static @Nullable Cursor decode(String text) {
    if (text.length() > 2 * BYTES) {
      return null;
    }
    ByteBuffer bytes;
    try {
      bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return null;
    }
    if (bytes.capacity() != BYTES || bytes.get() != FORMAT) {
      return null;
    }
    Cursor cursor = new Cursor(bytes.getLong(), new Question(bytes.getLong()), bytes.getInt());
    boolean whole = bytes.getInt() == checksum(bytes.array()) && cursor.position >= 0;
    return whole ? cursor : null;
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CHECKED_BYTES);
    return (int) crc.getValue();
  }

  private static RefusedException wrong(String what) {
    return new RefusedException(ErrorCode.INVALID_CURSOR, "after: the cursor is " + what, "after");
  }
}
