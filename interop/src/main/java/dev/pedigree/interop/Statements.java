package dev.pedigree.interop;

import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.graph.recording.Refusal;

/**
 * Takes what a document states, in the order of the document, and tells what is recorded already.
 */
public interface Statements extends Standing {
  /**
   * Things to be recorded, all or nothing. May wait until earlier ones are. The paths in {@code
   * request} are places in the document, such as {@code components[3].pedigree.ancestors[0]}.
   */
  void record(RecordRequest request);

  /**
   * Something is recorded with less than the document says.
   *
   * @param path where in the document
   * @param message what is lost, and why
   */
  void lost(String path, String message);

  /** Something cannot be recorded; its path is a place in the document. */
  void refused(Refusal refusal);
}
