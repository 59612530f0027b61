package dev.pedigree.gateway.journal;

import dev.pedigree.gateway.paging.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some changes, oldest first.
 *
 * @param totalCount null: counting them would mean reading them
 */
public record JournalConnection(
    @Nullable Integer totalCount, List<Item> edges, Page.PageInfo pageInfo) {
  public JournalConnection {
    edges = List.copyOf(edges);
  }

  /** A change and its place. */
  public record Item(String cursor, ChangeRef node) {}
}
