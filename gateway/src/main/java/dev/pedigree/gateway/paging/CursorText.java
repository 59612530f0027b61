package dev.pedigree.gateway.paging;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.graph.recording.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Cursors of one form as opaque text: the form, the question, what the form holds, a checksum.
 *
 * @param form differs from that of other cursors
 * @param bytes of what the form holds
 */
public record CursorText(byte form, int bytes) {
  private static final int HEADER_BYTES = 1 + Long.BYTES;
  private static final int CHECKSUM_BYTES = Integer.BYTES;

  /** The text of a cursor of {@code question} that holds what {@code content} puts. */
  public String write(Question question, Consumer<ByteBuffer> content) {
    ByteBuffer all = ByteBuffer.allocate(length());
    all.put(form).putLong(question.hash());
    content.accept(all);
    all.putInt(checksum(all));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all.array());
  }

  /**
   * What a cursor of {@code question} holds.
   *
   * @param content takes it from where the buffer stands; null: it cannot be
   * @throws RefusedException with INVALID_CURSOR if it is broken or of another question
   */
  public <T> T read(String text, Question question, Function<ByteBuffer, @Nullable T> content) {
    ByteBuffer all = decode(text);
    if (all == null) {
      throw broken();
    }
    if (!new Question(all.getLong()).equals(question)) {
      throw wrong("of another question (expected: the same field with the same arguments)");
    }
    T held = content.apply(all);
    if (held == null) {
      throw broken();
    }
    return held;
  }

  /** Stands behind the form; null if it is broken. */
  private @Nullable ByteBuffer decode(String text) {
    if (text.length() > 2 * length()) {
      return null;
    }
    ByteBuffer all;
    try {
      all = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return null;
    }
    boolean whole =
        all.capacity() == length()
            && all.get() == form
            && all.getInt(length() - CHECKSUM_BYTES) == checksum(all);
    return whole ? all : null;
  }

  private int length() {
    return HEADER_BYTES + bytes + CHECKSUM_BYTES;
  }

  private int checksum(ByteBuffer all) {
    CRC32C crc = new CRC32C();
    crc.update(all.slice(0, length() - CHECKSUM_BYTES));
    return (int) crc.getValue();
  }

  private static RefusedException broken() {
    return wrong("broken (expected: one that came with a page)");
  }

  private static RefusedException wrong(String what) {
    return new RefusedException(ErrorCode.INVALID_CURSOR, "after: the cursor is " + what, "after");
  }
}
