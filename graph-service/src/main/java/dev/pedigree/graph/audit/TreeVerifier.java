package dev.pedigree.graph.audit;

import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.audit.TreeTable.Place;
import dev.pedigree.graph.audit.TreeTable.Tile;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.identity.log.HashTree.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Grows the tree anew from the journal and compares each tile, and each block's leaves, as soon as
 * they are whole. Goes to the end of the journal: what lies behind the revision that is verified
 * may be stored, but need not.
 */
final class TreeVerifier {
  private static final int ENTRIES_PER_READ = 64;

  private final TreeTable table;
  private final Journal journal;
  private final Verification.Report report;
  private final Repair repair;
  private final RightEdge edge = RightEdge.empty();
  private final Map<Tile, Map<Node, Digest>> growing = new HashMap<>();
  private final Map<Place, Long> leaves = new HashMap<>();

  /** What is behind the revision that is verified. */
  private final Set<Object> optional = new HashSet<>();

  private final Set<Tile> seenTiles = new HashSet<>();
  private final Set<Long> seenBlocks = new HashSet<>();
  private final Map<Node, Tile> suspectNodes = new HashMap<>();
  private final List<Place> suspectPlaces = new ArrayList<>();
  private long block;

  /** The last revision that was read; 0: reading goes on. */
  private long end;

  private long differences;

  /** Puts right what was found. */
  interface Repair {
    Repair NONE =
        new Repair() {
          @Override
          public void put(Map<Node, Digest> nodes, Map<Place, Long> leaves) {}

          @Override
          public void remove(Tile from, Node node) {}

          @Override
          public void remove(Place place) {}
        };

    void put(Map<Node, Digest> nodes, Map<Place, Long> leaves);

    void remove(Tile from, Node node);

    void remove(Place place);
  }

  TreeVerifier(TreeTable table, Journal journal, Verification.Report report, Repair repair) {
    this.table = table;
    this.journal = journal;
    this.report = report;
    this.repair = repair;
  }

  /** How many differences were found up to the last of {@code changes}. */
  long verify(Iterable<Change> changes) {
    long last = 0;
    for (Change change : changes) {
      last = change.revision();
    }
    // What is stored is listed first: by then the journal has all that it can come from.
    List<Tile> tiles = table.tiles();
    List<Long> blocks = table.blocks();
    JournalHead head = JournalHead.START;
    for (List<Entry> some = journal.read(head, ENTRIES_PER_READ);
        !some.isEmpty();
        some = journal.read(head, ENTRIES_PER_READ)) {
      for (Entry entry : some) {
        grow(entry, last);
      }
      report.checked(some.size());
      head = some.getLast().after();
    }
    end = head.revision();
    Map.copyOf(growing).forEach(this::compare);
    compareLeaves();
    tiles.stream().filter(tile -> !seenTiles.contains(tile)).forEach(t -> compare(t, Map.of()));
    for (long stored : blocks) {
      if (!seenBlocks.contains(stored)) {
        block = stored;
        compareLeaves();
      }
    }
    judgeSuspects(head);
    return differences;
  }

  /** What was stored while the journal was read comes from what it has by now. */
  private void judgeSuspects(JournalHead head) {
    JournalHead now = head;
    long size = edge.size();
    for (List<Entry> some = journal.read(now, ENTRIES_PER_READ);
        !some.isEmpty();
        some = journal.read(now, ENTRIES_PER_READ)) {
      size += some.size();
      now = some.getLast().after();
    }
    for (Map.Entry<Node, Tile> suspect : suspectNodes.entrySet()) {
      Node node = suspect.getKey();
      if ((node.index() + 1) << node.level() > size) {
        extra(suspect.getValue(), node);
      }
    }
    for (Place place : suspectPlaces) {
      if (place.firstRevision() > now.revision()) {
        extra(place);
      }
    }
  }

  private void grow(Entry entry, long last) {
    boolean needed = entry.after().revision() <= last;
    Place place = JournalTree.place(entry);
    if (place.block() != block) {
      compareLeaves();
      block = place.block();
    }
    leaves.put(place, edge.size());
    if (!needed) {
      optional.add(place);
    }
    edge.add(
        entry.after().hash(),
        (node, hash) -> {
          Tile tile = Tile.of(node);
          growing.computeIfAbsent(tile, _ -> new HashMap<>()).put(node, hash);
          if (!needed) {
            optional.add(node);
          }
          if (Tile.isFull(node)) {
            compare(tile, growing.getOrDefault(tile, Map.of()));
          }
        });
  }

  private void compare(Tile tile, Map<Node, Digest> expected) {
    growing.remove(tile);
    seenTiles.add(tile);
    Map<Node, Digest> stored = table.tile(tile);
    Map<Node, Digest> wrong = new HashMap<>();
    expected.forEach(
        (node, hash) -> {
          Digest found = stored.remove(node);
          if (found == null ? !optional.contains(node) : !found.equals(hash)) {
            difference((found == null ? "missing: " : "differs: ") + words(node));
            wrong.put(node, hash);
          }
        });
    repair.put(wrong, Map.of());
    for (Node node : stored.keySet()) {
      if ((node.index() + 1) << node.level() > edge.size()) {
        suspectNodes.put(node, tile);
      } else {
        extra(tile, node);
      }
    }
  }

  private void compareLeaves() {
    seenBlocks.add(block);
    Map<Place, Long> stored = table.leaves(block);
    Map<Place, Long> wrong = new HashMap<>();
    leaves.forEach(
        (place, leaf) -> {
          Long found = stored.remove(place);
          if (found == null ? !optional.contains(place) : !found.equals(leaf)) {
            difference((found == null ? "missing: " : "differs: ") + words(place));
            wrong.put(place, leaf);
          }
        });
    repair.put(Map.of(), wrong);
    for (Place place : stored.keySet()) {
      if (place.firstRevision() > end) {
        suspectPlaces.add(place);
      } else {
        extra(place);
      }
    }
    leaves.clear();
  }

  private void extra(Tile tile, Node node) {
    difference("extra: " + words(node));
    repair.remove(tile, node);
  }

  private void extra(Place place) {
    difference("extra: " + words(place));
    repair.remove(place);
  }

  private static String words(Node node) {
    return "node %d of level %d".formatted(node.index(), node.level());
  }

  private static String words(Place place) {
    return "leaf of the entry of revision " + place.firstRevision();
  }

  private void difference(String message) {
    differences++;
    report.difference(message);
  }
}
