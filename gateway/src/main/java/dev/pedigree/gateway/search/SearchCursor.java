package dev.pedigree.gateway.search;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.paging.CursorText;
import dev.pedigree.gateway.paging.Question;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.search.SearchQuery;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A place in what a search found. It stands for itself, and names the artifact there rather than
 * counting those before it: what is recorded meanwhile moves nobody.
 *
 * @param question that the search answers
 */
record SearchCursor(Question question, SearchQuery.Position position) {
  private static final CursorText TEXT = new CursorText((byte) 2, 2 * Long.BYTES + Digest.BYTES);

  String text() {
    return TEXT.write(
        question,
        bytes -> {
          bytes.putDouble(position.score()).putLong(position.revision());
          position.id().digest().write(bytes);
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
    return Double.isFinite(score) ? new SearchQuery.Position(score, revision, id) : null;
  }
}
