package dev.pedigree.search;

import co.elastic.clients.elasticsearch._types.OpType;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.GetResponse;
import co.elastic.clients.elasticsearch.core.IndexResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.projection.Lease;
import dev.pedigree.graph.projection.Watermarks;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The watermark as a document of the index that it is about: deleted with it, and put back with it.
 *
 * <p>It is moved only from where its mover saw it last, so whatever it says is true of this index.
 * A holder whose lease was taken may still move it until the new holder has; then he is told that
 * he lost.
 */
final class IndexWatermarks implements Watermarks {
  /** A batch of at most so many changes is made visible at once, a larger one within a second. */
  private static final int AT_ONCE = 1_000;

  private static final int CONFLICT = 409;

  private final Elasticsearch elasticsearch;
  private final ArtifactIndex index;
  private final Journal journal;
  private volatile @Nullable Seen seen;
  private volatile @Nullable String journalHash;

  /** The incarnation that was searched last. */
  private volatile @Nullable String searched;

  IndexWatermarks(Elasticsearch elasticsearch, ArtifactIndex index, Journal journal) {
    this.elasticsearch = elasticsearch;
    this.index = index;
    this.journal = journal;
  }

  /**
   * What the document says.
   *
   * @param fence of the lease under which it was moved
   * @param journal the hash of the first entry of the journal that it is about; empty: none yet
   */
  record Mark(long revision, long fence, String journal) {
    static final Mark START = new Mark(0, 0, "");
  }

  /** The document. */
  record Document(Mark mark) {}

  /**
   * The mark as it was read or written last.
   *
   * @param sequence with {@code term}, of its write; -1: there is no document yet
   */
  private record Seen(String incarnation, Mark mark, long sequence, long term) {}

  @Override
  public long read(String projection) {
    Optional<String> incarnation = index.incarnation();
    return incarnation.isPresent() ? look(incarnation.get()).mark.revision() : 0;
  }

  @Override
  public long readSerially(String projection) {
    Seen now = look(index.require());
    seen = now;
    return now.mark.revision();
  }

  @Override
  public boolean stands(String projection, long revision) {
    Optional<String> incarnation = index.incarnation();
    return incarnation.isPresent() && look(incarnation.get()).equals(seen);
  }

  private Seen look(String incarnation) {
    GetResponse<Document> found =
        elasticsearch.ask(
            client ->
                client.get(it -> it.index(index.alias()).id(id(incarnation)), Document.class));
    Document document = found.source();
    Long sequence = found.seqNo();
    Long term = found.primaryTerm();
    if (document == null || sequence == null || term == null) {
      return new Seen(incarnation, Mark.START, -1, -1);
    }
    return new Seen(incarnation, checked(document.mark()), sequence, term);
  }

  private static String id(String incarnation) {
    return "watermark-" + incarnation;
  }

  private Mark checked(Mark mark) {
    if (mark.revision() > 0 && !mark.journal().equals(journalHash())) {
      throw new ForeignIndexException(
          "the index " + index.alias() + " was made from another journal than this one");
    }
    return mark;
  }

  /** Empty while the journal is. */
  private String journalHash() {
    String hash = journalHash;
    if (hash == null) {
      hash = journal.entryOf(1).map(entry -> entry.after().hash().hex()).orElse("");
      journalHash = hash.isEmpty() ? null : hash;
    }
    return hash;
  }

  @Override
  public boolean advance(Lease lease, long revision) {
    Seen before = seen;
    if (before == null) {
      throw new IllegalStateException("not read yet");
    }
    Mark mark = new Mark(revision, lease.fence(), journalHash());
    try {
      IndexResponse written = write(before, mark);
      seen = new Seen(before.incarnation, mark, written.seqNo(), written.primaryTerm());
    } catch (RefusedCallException e) {
      if (e.status() != CONFLICT) {
        throw e;
      }
      if (look(before.incarnation).mark.fence() > lease.fence()) {
        return false;
      }
      throw new UnavailableException("the watermark was moved by somebody else", e);
    }
    if (revision - before.mark.revision() <= AT_ONCE) {
      index.refresh();
    }
    return true;
  }

  private IndexResponse write(Seen before, Mark mark) {
    return elasticsearch.ask(
        client ->
            client.index(
                it -> {
                  it.index(index.alias())
                      .requireAlias(true)
                      .id(id(before.incarnation))
                      .document(new Document(mark));
                  return before.sequence < 0
                      ? it.opType(OpType.Create)
                      : it.ifSeqNo(before.sequence).ifPrimaryTerm(before.term);
                }));
  }

  /**
   * The revision up to which a search of {@code at} sees everything after this.
   *
   * @throws ForeignIndexException if the index is not ours, or of another journal
   * @throws UnavailableException if there is no index, or Elasticsearch does not answer
   */
  long visible(PointInTime at) {
    return at.id() == null ? visibleNow(at) : revision(at, exists()).orElse(0L);
  }

  /** An earlier point in time may be of an index that was replaced since. */
  private static Query exists() {
    return Query.of(query -> query.exists(field -> field.field("mark.revision")));
  }

  /** A mark that is found under the id of an incarnation is of that one. */
  private long visibleNow(PointInTime at) {
    String known = searched;
    Optional<Long> revision = known == null ? Optional.empty() : ofKnown(at, known);
    if (revision.isPresent()) {
      return revision.get();
    }
    String incarnation = index.require();
    searched = incarnation;
    return revision(at, markOf(incarnation)).orElse(0L);
  }

  private Optional<Long> ofKnown(PointInTime at, String incarnation) {
    try {
      return revision(at, markOf(incarnation));
    } catch (GoneException e) {
      return Optional.empty();
    }
  }

  private static Query markOf(String incarnation) {
    return Query.of(query -> query.ids(ids -> ids.values(id(incarnation))));
  }

  private Optional<Long> revision(PointInTime at, Query mark) {
    List<Hit<Document>> found =
        elasticsearch.ask(
            client ->
                client
                    .search(
                        it -> {
                          at.ask(it);
                          return it.trackTotalHits(total -> total.enabled(false)).query(mark);
                        },
                        Document.class)
                    .hits()
                    .hits());
    return found.stream()
        .findFirst()
        .map(hit -> checked(Objects.requireNonNull(hit.source()).mark()).revision());
  }
}
