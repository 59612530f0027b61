package dev.pedigree.graph.service;

import dev.pedigree.graph.journal.Fact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document of another tool brought into the graph, as far as it still stands.
 *
 * @param said in the order in which it can be taken back: edges before what they join
 * @param changes how many say so; 0: nothing is known of such a document
 * @param revision up to which the journal was read
 */
public record ImportedDocument(List<Said> said, long changes, long revision) {
  public ImportedDocument {
    said = List.copyOf(said);
  }

  /**
   * One thing that it brought.
   *
   * @param fact an edge, a check or an artifact recorded, an artifact extended, a stage changed
   * @param stays why it is not to be taken back; null: nobody but the document says it
   */
  public record Said(Fact fact, @Nullable String stays) {}
}
