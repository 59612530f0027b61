package dev.pedigree.graph.audit;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.audit.TreeTable.Place;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.projection.Projection;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.identity.log.HashTree;
import dev.pedigree.identity.log.HashTree.Node;
import dev.pedigree.identity.log.HashTree.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hash tree of RFC 9162 over the journal: a leaf per entry, whose content is the entry's hash.
 * Kept are the hashes of all complete subtrees, so that a root or a proof of any size takes reads
 * in the order of the logarithm of the size. The projection {@code audit}.
 *
 * <p>A subtree that is complete never changes, so a replay or a stale writer writes what is there.
 */
public final class JournalTree implements Projection {
  public static final String NAME = "audit";

  private final TreeTable table;
  private final Journal journal;

  /** What was applied last; of the thread that applies. */
  private @Nullable Applied applied;

  /**
   * Stored in the session's keyspace.
   *
   * @param session stays open
   */
  public JournalTree(CqlSession session, Journal journal) {
    this.table = new TreeTable(session);
    this.journal = journal;
  }

  private record Applied(long lastRevision, RightEdge edge) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void prepare() {
    applied = null;
    table.create();
  }

  @Override
  public void apply(List<Change> changes) {
    List<Entry> entries = new ArrayList<>();
    for (Change change : changes) {
      if (entries.isEmpty() || entries.getLast().after().revision() < change.revision()) {
        entries.add(entry(change.revision()));
      }
    }
    applyEntries(entries);
  }

  @Override
  public void applyEntries(List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    RightEdge edge = edgeBefore(firstRevision(entries.getFirst()));
    applied = null;
    Map<Node, Digest> nodes = new HashMap<>();
    Map<Place, Long> leaves = new HashMap<>();
    for (Entry entry : entries) {
      leaves.put(place(entry), edge.size());
      edge.add(entry.after().hash(), nodes::put);
    }
    table.write(nodes, leaves);
    applied = new Applied(entries.getLast().after().revision(), edge);
  }

  private RightEdge edgeBefore(long revision) {
    Applied last = applied;
    if (last != null && last.lastRevision == revision - 1) {
      return last.edge;
    }
    if (revision == 1) {
      return RightEdge.empty();
    }
    long size =
        leafOf(entry(revision - 1))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the entry of revision %d is not in the tree (expected: repaired)"
                            .formatted(revision - 1)));
    List<Node> peaks = HashTree.root(size + 1).nodes();
    Map<Node, Digest> hashes = read(peaks);
    return new RightEdge(size + 1, peaks.stream().map(hashes::get).toList());
  }

  private Entry entry(long revision) {
    return journal
        .entryOf(revision)
        .orElseThrow(() -> new UnavailableException("revision " + revision + " not found"));
  }

  /** The leaf that an entry is; empty if it is not applied yet. */
  OptionalLong leafOf(Entry entry) {
    return table.leaf(place(entry));
  }

  /** Likewise, of the entry of that block that begins with that revision. */
  OptionalLong leafOf(long block, long firstRevision) {
    return table.leaf(new Place(block, firstRevision));
  }

  static Place place(Entry entry) {
    return new Place(entry.after().block(), firstRevision(entry));
  }

  private static long firstRevision(Entry entry) {
    return entry.changes().getFirst().revision();
  }

  /**
   * The hashes of {@code spans}, which lie in what is applied, in their order. All reads go out
   * together.
   *
   * @throws UnavailableException if the store does not answer
   */
  List<Digest> hashes(List<Span> spans) {
    Set<Node> nodes = new LinkedHashSet<>();
    spans.forEach(span -> nodes.addAll(span.nodes()));
    Map<Node, Digest> read = read(nodes);
    Map<Node, byte[]> bytes = new HashMap<>();
    read.forEach((node, hash) -> bytes.put(node, hash.bytes()));
    return spans.stream().map(span -> Digest.ofBytes(span.hash(bytes::get))).toList();
  }

  private Map<Node, Digest> read(Collection<Node> nodes) {
    Map<Node, Digest> read = table.read(nodes);
    for (Node node : nodes) {
      if (!read.containsKey(node)) {
        throw new IllegalStateException(
            "audit: node %d of level %d is missing (expected: repaired)"
                .formatted(node.index(), node.level()));
      }
    }
    return read;
  }

  @Override
  public long verify(Iterable<Change> changes, Verification.Report report) {
    return new TreeVerifier(table, journal, report, TreeVerifier.Repair.NONE).verify(changes);
  }

  @Override
  public long repair(Iterable<Change> changes, long watermark, Verification.Report report) {
    applied = null;
    return new TreeVerifier(table, journal, report, new Rewriting(table)).verify(changes);
  }

  /** Puts right what is wrong as soon as it is found. */
  private record Rewriting(TreeTable table) implements TreeVerifier.Repair {
    @Override
    public void put(Map<Node, Digest> nodes, Map<Place, Long> leaves) {
      table.write(nodes, leaves);
    }

    @Override
    public void remove(TreeTable.Tile from, Node node) {
      table.delete(from, node);
    }

    @Override
    public void remove(Place place) {
      table.delete(place);
    }
  }
}
