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
 * @param least bytes of what the form holds
 * @param most bytes of it
 */
public record CursorText(byte form, int least, int most) {
  private static final int HEADER_BYTES = 1 + Long.BYTES;
  private static final int CHECKSUM_BYTES = Integer.BYTES;

  /** A form that always holds so many bytes. */
  public CursorText(byte form, int bytes) {
    this(form, bytes, bytes);
  }

  /** The text of a cursor of {@code question} that holds what {@code content} puts. */
  public String write(Question question, Consumer<ByteBuffer> content) {
    return write(question, least, content);
  }

  /** The same of so many bytes. */
  public String write(Question question, int bytes, Consumer<ByteBuffer> content) {
    ByteBuffer all = ByteBuffer.allocate(HEADER_BYTES + bytes + CHECKSUM_BYTES);
    all.put(form).putLong(question.hash());
    content.accept(all);
    all.putInt(checksum(all));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all.array());
  }

  /**
   * What a cursor of {@code question} holds.
   *
   * @param content takes it from where the buffer stands until its limit; null: it cannot be
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
    T held = content.apply(all.limit(all.capacity() - CHECKSUM_BYTES));
    if (held == null) {
      throw broken();
    }
    return held;
  }

  /** Stands behind the form; null if it is broken. */
  private @Nullable ByteBuffer decode(String text) {
    if (text.length() > 2 * (HEADER_BYTES + most + CHECKSUM_BYTES)) {
      return null;
    }
    ByteBuffer all;
    try {
      all = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return null;
    }
    int held = all.capacity() - HEADER_BYTES - CHECKSUM_BYTES;
    boolean whole =
        held >= least
            && held <= most
            && all.get() == form
            && all.getInt(all.capacity() - CHECKSUM_BYTES) == checksum(all);
    return whole ? all : null;
  }

  private static int checksum(ByteBuffer all) {
    CRC32C crc = new CRC32C();
    crc.update(all.slice(0, all.capacity() - CHECKSUM_BYTES));
    return (int) crc.getValue();
  }

  private static RefusedException broken() {
    return wrong("broken (expected: one that came with a page)");
  }

  private static RefusedException wrong(String what) {
    return new RefusedException(ErrorCode.INVALID_CURSOR, "after: the cursor is " + what, "after");
  }
}
