package dev.pedigree.gateway.artifact;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.paging.Page;
import dev.pedigree.gateway.paging.PageRequest;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.lineage.Grouping;
import dev.pedigree.graph.lineage.Selection;
import dev.pedigree.graph.lineage.Truncation;
import dev.pedigree.graph.service.Snapshot;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A page of artifacts that a question found, with figures of the whole answer. */
public abstract class SelectionConnection {
  private final Snapshot snapshot;
  private final Selection selection;
  private final PageRequest request;
  private final Set<Grouping> groupings;
  private @Nullable List<ArtifactId> page;

  /**
   * For an answer of which nothing is read before a field asks for it.
   *
   * @param groupings what it can be counted by
   */
  protected SelectionConnection(
      Snapshot snapshot, Selection selection, PageRequest request, Set<Grouping> groupings) {
    this.snapshot = snapshot;
    this.selection = selection;
    this.request = request;
    this.groupings = groupings;
  }

  /** How many the whole answer has. */
  public int totalCount() {
    return selection.total();
  }

  /** How many more there are that the caller may not read. */
  public int redactedCount() {
    return selection.redacted();
  }

  /** The revision that was read. */
  public long revision() {
    return selection.revision();
  }

  /** Null: the answer is complete. */
  public @Nullable Truncation truncated() {
    return selection.truncation();
  }

  /** The ids on the page. */
  public IdList ids() {
    return new IdList(page());
  }

  /** The artifacts on the page. */
  public List<ArtifactRef> nodes() {
    return page().stream().map(this::ref).toList();
  }

  /** Where the page lies. */
  public Page.PageInfo pageInfo() {
    return page(page()).info();
  }

  List<Group> groups(String by) {
    Grouping grouping =
        groupings.stream()
            .filter(it -> it.name().equals(by))
            .findFirst()
            .orElseThrow(() -> RefusedException.invalid("by", by, "one of " + groupings));
    return selection.groups(grouping).entrySet().stream()
        .map(group -> new Group(group.getKey(), group.getValue()))
        .toList();
  }

  private List<ArtifactId> page() {
    List<ArtifactId> ids = page;
    if (ids == null) {
      ids = selection.ids(request.offset(), request.first());
      page = ids;
    }
    return ids;
  }

  /** The page, of which {@code items} were read already. */
  protected final <T> Page<T> page(List<T> items) {
    return request.page(items, selection.total(), selection.revision());
  }

  /** An artifact as the answer saw it. */
  protected final ArtifactRef ref(ArtifactId id) {
    return new ArtifactRef(snapshot, id);
  }

  /** How many there are of one sort. */
  record Group(String key, int count) {}
}
