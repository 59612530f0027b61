package dev.pedigree.gateway.paging;

import dev.pedigree.gateway.error.RefusedException;
import java.nio.ByteBuffer;
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
  private static final CursorText TEXT = new CursorText((byte) 1, Long.BYTES + Integer.BYTES);

  String text() {
    return TEXT.write(question, bytes -> bytes.putLong(revision).putInt(position));
  }

  /**
   * Reads a cursor of {@code question}.
   *
   * @throws RefusedException with INVALID_CURSOR if it is broken or of another question
   */
  static Cursor parse(String text, Question question) {
    return TEXT.read(text, question, bytes -> read(bytes, question));
  }

  private static @Nullable Cursor read(ByteBuffer bytes, Question question) {
    Cursor cursor = new Cursor(bytes.getLong(), question, bytes.getInt());
    return cursor.position < 0 ? null : cursor;
  }
}
