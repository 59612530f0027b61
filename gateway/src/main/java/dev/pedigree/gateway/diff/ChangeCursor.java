package dev.pedigree.gateway.diff;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.paging.CursorText;
import dev.pedigree.gateway.paging.Question;

/**
 * A place among changes between two revisions, which nothing can add to any more.
 *
 * @param revision of the change there
 */
record ChangeCursor(Question question, long revision) {
  private static final CursorText TEXT = new CursorText((byte) 4, Long.BYTES);

  String text() {
    return TEXT.write(question, bytes -> bytes.putLong(revision));
  }

  /**
   * The revision that a cursor of {@code question} holds.
   *
   * @throws RefusedException with INVALID_CURSOR if it is broken or of another question
   */
  static long parse(String text, Question question) {
    return TEXT.<Long>read(
        text,
        question,
        bytes -> {
          long revision = bytes.getLong();
          return revision < 0 ? null : revision;
        });
  }
}
