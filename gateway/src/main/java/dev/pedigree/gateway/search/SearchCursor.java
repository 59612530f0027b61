package dev.pedigree.gateway.search;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.paging.Question;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.search.SearchQuery;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A place in what a search found. It stands for itself, and names the artifact there rather than
 * counting those before it: what is recorded meanwhile moves nobody.
 *
 * @param question that the search answers
 */
record SearchCursor(Question question, SearchQuery.Position position) {
  /** Differs from that of other cursors. */
  private static final byte FORMAT = 2;

  private static final int CHECKED_BYTES = 1 + 3 * Long.BYTES + Digest.BYTES;
  private static final int BYTES = CHECKED_BYTES + Integer.BYTES;

  String text() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.put(FORMAT).putLong(question.hash());
    bytes.putDouble(position.score()).putLong(position.revision());
    position.id().digest().write(bytes);
    bytes.putInt(checksum(bytes.array()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * Reads a cursor of {@code question}.
   *
   * @throws RefusedException with INVALID_CURSOR if it is broken or of another question
   */
  static SearchCursor parse(String text, Question question) {
    SearchCursor cursor = decode(text);
    if (cursor == null) {
      throw wrong("broken (expected: one that came with a page)");
    }
    if (!cursor.question.equals(question)) {
      throw wrong("of another question (expected: the same field with the same arguments)");
    }
    return cursor;
  }

  private static @Nullable SearchCursor decode(String text) {
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
    Question question = new Question(bytes.getLong());
    double score = bytes.getDouble();
    long revision = bytes.getLong();
    ArtifactId id = new ArtifactId(Digest.read(bytes));
    boolean whole = bytes.getInt() == checksum(bytes.array()) && Double.isFinite(score);
    return whole ? new SearchCursor(question, new SearchQuery.Position(score, revision, id)) : null;
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
