package dev.pedigree.gateway.paging;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.graph.service.Snapshot;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The page that a field asks for: {@code first} elements behind {@code after}. */
public final class PageRequest {
  private final Question question;
  private final int first;
  private final @Nullable Cursor after;

  private PageRequest(Question question, int first, @Nullable Cursor after) {
    this.question = question;
    this.first = first;
    this.after = after;
  }

  /**
   * Reads {@code first} and {@code after}.
   *
   * @param start what the field's parent is, such as an artifact's id
   * @param limit how many elements a page may have
   * @throws dev.pedigree.gateway.error.RefusedException if one of the two is not valid
   */
  public static PageRequest of(DataFetchingEnvironment env, Object start, int limit) {
    return of(env, start, limit, "1 to " + limit);
  }

  private static PageRequest of(
      DataFetchingEnvironment env, Object start, int limit, String expected) {
    Question question = Question.of(env, start);
    Integer first = env.getArgument("first");
    if (first == null || first < 1 || first > limit) {
      throw RefusedException.invalid("first", first == null ? "null" : first, expected);
    }
    String after = env.getArgument("after");
    return new PageRequest(question, first, after == null ? null : Cursor.parse(after, question));
  }

  /**
   * Likewise, of artifacts.
   *
   * @param idsLimit how many a page may have of which only the ids are selected
   */
  public static PageRequest ofArtifacts(
      DataFetchingEnvironment env, Object start, int limit, int idsLimit) {
    boolean idsAlone =
        !env.getSelectionSet().contains("nodes") && !env.getSelectionSet().contains("edges");
    return of(
        env,
        start,
        idsAlone ? idsLimit : limit,
        "1 to %d, or to %d where ids is selected without edges and nodes"
            .formatted(limit, idsLimit));
  }

  /** The graph that the page is of: as at the first page, or, for that one, what is given. */
  public Snapshot snapshot(LongFunction<Snapshot> at, Supplier<Snapshot> firstPage) {
    return after == null ? firstPage.get() : at.apply(after.revision());
  }

  /** How many elements lie before the page. */
  public int offset() {
    return after == null ? 0 : after.position() + 1;
  }

  /** At most so many elements. */
  public int first() {
    return first;
  }

  /** The page of a list that is at hand as a whole. */
  public <T> Page<T> cut(List<T> all, long revision) {
    int from = Math.min(offset(), all.size());
    int to = Math.min(from + first, all.size());
    return page(all.subList(from, to), all.size(), revision);
  }

  /**
   * The page that was read already.
   *
   * @param total how many elements the whole list has
   */
  public <T> Page<T> page(List<T> items, int total, long revision) {
    return new Page<>(items, offset(), total, revision, question);
  }
}
