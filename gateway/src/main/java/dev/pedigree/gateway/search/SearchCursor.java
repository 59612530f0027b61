package dev.pedigree.gateway.search;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.paging.CursorText;
import dev.pedigree.gateway.paging.Question;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.search.SearchQuery;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A place in what a search found. It stands for itself, and names the artifact there rather than
 * counting those before it: what is recorded meanwhile moves nobody.
 *
 * @param question that the search answers
 */
record SearchCursor(Question question, SearchQuery.Position position) {
  private static final int PLACE_BYTES = 2 * Long.BYTES + Digest.BYTES + 1;
  private static final int MOST_POINT_IN_TIME_BYTES = 8_192;
  private static final CursorText TEXT =
      new CursorText((byte) 3, PLACE_BYTES, PLACE_BYTES + MOST_POINT_IN_TIME_BYTES);

  String text() {
    String pointInTime = position.pointInTime();
    byte[] at = pointInTime == null ? new byte[0] : pointInTime.getBytes(StandardCharsets.UTF_8);
    boolean kept = at.length <= MOST_POINT_IN_TIME_BYTES;
    return TEXT.write(
        question,
        PLACE_BYTES + (kept ? at.length : 0),
        bytes -> {
          bytes.putDouble(position.score()).putLong(position.revision());
          position.id().digest().write(bytes);
          bytes.put((byte) position.looseness());
          bytes.put(at, 0, kept ? at.length : 0);
        });
  }

  /**
   * Reads a cursor of {@code question}.
   *
   * @throws RefusedException with INVALID_CURSOR if it is broken or of another question
   */
  static SearchCursor parse(String text, Question question) {
    return new SearchCursor(question, TEXT.read(text, question, SearchCursor::read));
  }

  private static SearchQuery.@Nullable Position read(ByteBuffer bytes) {
    double score = bytes.getDouble();
    long revision = bytes.getLong();
    ArtifactId id = new ArtifactId(Digest.read(bytes));
    int looseness = bytes.get();
    byte[] at = new byte[bytes.remaining()];
    bytes.get(at);
    return Double.isFinite(score) && looseness >= 0
        ? new SearchQuery.Position(
            score,
            revision,
            id,
            looseness,
            at.length == 0 ? null : new String(at, StandardCharsets.UTF_8))
        : null;
  }
}
