package dev.pedigree.gateway.paging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some elements of a list, in its order. */
public final class Page<T> {
  private final List<T> items;
  private final int offset;
  private final int total;
  private final long revision;
  private final Question question;

  Page(List<T> items, int offset, int total, long revision, Question question) {
    this.items = List.copyOf(items);
    this.offset = offset;
    this.total = total;
    this.revision = revision;
    this.question = question;
  }

  public List<T> items() {
    return items;
  }

  /** How many elements the whole list has. */
  public int total() {
    return total;
  }

  /** The revision that the list was read at. */
  public long revision() {
    return revision;
  }

  /** The cursor of {@code items().get(index)}. */
  public String cursor(int index) {
    return new Cursor(revision, question, offset + index).text();
  }

  /** Where the page lies. */
  public PageInfo info() {
    return new PageInfo(
        offset + items.size() < total,
        offset > 0 && total > 0,
        items.isEmpty() ? null : cursor(0),
        items.isEmpty() ? null : cursor(items.size() - 1));
  }

  /**
   * Where a page lies in its list.
   *
   * @param startCursor null: the page is empty
   * @param endCursor null: the page is empty
   */
  public record PageInfo(
      boolean hasNextPage,
      boolean hasPreviousPage,
      @Nullable String startCursor,
      @Nullable String endCursor) {}
}
