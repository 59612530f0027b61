package dev.pedigree.gateway.edge;

import dev.pedigree.gateway.paging.Page;
import java.util.List;
import java.util.stream.IntStream;

/** A page of edges. */
record EdgeConnection(Page<EdgeRef> page) {
  public int totalCount() {
    return page.total();
  }

  public long revision() {
    return page.revision();
  }

  public List<Item> edges() {
    return IntStream.range(0, page.items().size())
        .mapToObj(i -> new Item(page.cursor(i), page.items().get(i)))
        .toList();
  }

  public List<EdgeRef> nodes() {
    return page.items();
  }

  public Page.PageInfo pageInfo() {
    return page.info();
  }

  /** An edge and its place in the list. */
  record Item(String cursor, EdgeRef node) {}
}
