package dev.pedigree.interop;

import java.io.IOException;

/**
 * Reads documents of one format. Has no state, and is used by many threads.
 *
 * <p>A reader never makes up what the document does not say: without a digest there is a reason why
 * ({@link dev.pedigree.graph.artifact.UnhashedReason}), without a type the kind or edge that claims
 * least, and the provenance is PARTIAL or UNKNOWN. Memory is bounded by the largest single thing in
 * the document, not by the document.
 */
public interface DocumentReader {
  /**
   * Reads all of it.
   *
   * @param document of this format, as its sender says or as was guessed
   * @param context where what has no namespace belongs
   * @param out told what the document states, parents before children or in one request with them
   * @throws UnreadableDocumentException if it is not of this format, or broken from some place on;
   *     what {@code out} was told until then stands
   * @throws IOException if {@code document} cannot be read
   */
  void read(Document document, ReadingContext context, Statements out) throws IOException;

  /** How many bytes of a document are in memory at a time, at most. */
  default int bytesAtATime() {
    return 16 << 20;
  }
}
