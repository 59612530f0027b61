package dev.pedigree.graph.audit;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.cassandra.Tables;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.projection.StoreCall;
import dev.pedigree.identity.log.HashTree.Node;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tree's tables: the hashes of its complete subtrees, 1024 beside each other in a partition,
 * and by the place of an entry in the journal the leaf that it is. Safe for many threads.
 */
final class TreeTable {
  private static final String CREATE_NODES =
      """
      CREATE TABLE IF NOT EXISTS audit_nodes (
        level int,
        tile bigint,
        node bigint,
        hash blob,
        PRIMARY KEY ((level, tile), node))
      """;

  private static final String CREATE_LEAVES =
      """
      CREATE TABLE IF NOT EXISTS audit_leaves (
        block bigint,
        first_revision bigint,
        leaf bigint,
        PRIMARY KEY (block, first_revision))
      """;

  private static final int TILE_BITS = 10;
  private static final int ROWS_PER_STATEMENT = 200;
  private static final int STATEMENTS_ON_THEIR_WAY = 32;

  private final CqlSession session;
  private final Map<String, PreparedStatement> prepared = new ConcurrentHashMap<>();

  TreeTable(CqlSession session) {
    this.session = session;
  }

  /** Some nodes beside each other, and where they lie. */
  record Tile(int level, long number) {
    static Tile of(Node node) {
      return new Tile(node.level(), node.index() >> TILE_BITS);
    }

    /** Whether {@code node} is its last one. */
    static boolean isFull(Node node) {
      return (node.index() + 1) % (1L << TILE_BITS) == 0;
    }
  }

  /** Where an entry lies in the journal. */
  record Place(long block, long firstRevision) {}

  void create() {
    StoreCall.run(() -> Tables.make(session, CREATE_NODES));
    StoreCall.run(() -> Tables.make(session, CREATE_LEAVES));
  }

  /** Writes nodes and leaves; durable when it returns. */
  void write(Map<Node, Digest> nodes, Map<Place, Long> leaves) {
    Map<Object, List<BoundStatement>> byPartition = new HashMap<>();
    PreparedStatement node =
        statement("INSERT INTO audit_nodes (level, tile, node, hash) VALUES (?, ?, ?, ?)");
    nodes.forEach(
        (each, hash) -> {
          Tile tile = Tile.of(each);
          add(
              byPartition,
              tile,
              node.bind(each.level(), tile.number, each.index(), ByteBuffer.wrap(hash.bytes())));
        });
    PreparedStatement leaf =
        statement("INSERT INTO audit_leaves (block, first_revision, leaf) VALUES (?, ?, ?)");
    leaves.forEach(
        (place, number) ->
            add(byPartition, place.block, leaf.bind(place.block, place.firstRevision, number)));
    execute(byPartition.values());
  }

  private static void add(
      Map<Object, List<BoundStatement>> byPartition, Object partition, BoundStatement statement) {
    byPartition
        .computeIfAbsent(partition, _ -> new ArrayList<>())
        .add(statement.setIdempotent(true));
  }

  private void execute(Collection<List<BoundStatement>> partitions) {
    Deque<CompletionStage<AsyncResultSet>> sent = new ArrayDeque<>();
    for (List<BoundStatement> rows : partitions) {
      for (int from = 0; from < rows.size(); from += ROWS_PER_STATEMENT) {
        if (sent.size() == STATEMENTS_ON_THEIR_WAY) {
          StoreCall.join(sent.removeFirst());
        }
        BatchStatementBuilder batch = BatchStatement.builder(BatchType.UNLOGGED);
        rows.subList(from, Math.min(rows.size(), from + ROWS_PER_STATEMENT))
            .forEach(batch::addStatement);
        sent.addLast(session.executeAsync(batch.setIdempotence(true).build()));
      }
    }
    sent.forEach(StoreCall::join);
  }

  /** The hashes of {@code nodes}, asked for together; those that are not there are left out. */
  Map<Node, Digest> read(Collection<Node> nodes) {
    PreparedStatement select =
        statement("SELECT hash FROM audit_nodes WHERE level = ? AND tile = ? AND node = ?");
    Map<Node, CompletionStage<AsyncResultSet>> asked = new HashMap<>();
    for (Node node : nodes) {
      BoundStatement one = select.bind(node.level(), Tile.of(node).number, node.index());
      asked.put(node, session.executeAsync(one.setIdempotent(true)));
    }
    Map<Node, Digest> hashes = new HashMap<>();
    asked.forEach(
        (node, answer) -> {
          Row row = StoreCall.join(answer).one();
          if (row != null) {
            hashes.put(node, hash(row, 0));
          }
        });
    return hashes;
  }

  /** The leaf that the entry at {@code place} is; empty if it is not in the tree. */
  OptionalLong leaf(Place place) {
    BoundStatement select =
        statement("SELECT leaf FROM audit_leaves WHERE block = ? AND first_revision = ?")
            .bind(place.block, place.firstRevision)
            .setIdempotent(true);
    Row row = StoreCall.of(() -> session.execute(select).one());
    return row == null ? OptionalLong.empty() : OptionalLong.of(row.getLong(0));
  }

  /** All nodes of a tile that are there, by their index. */
  Map<Node, Digest> tile(Tile tile) {
    BoundStatement select =
        statement("SELECT node, hash FROM audit_nodes WHERE level = ? AND tile = ?")
            .bind(tile.level, tile.number)
            .setIdempotent(true);
    Map<Node, Digest> nodes = new HashMap<>();
    for (Row row : StoreCall.of(() -> session.execute(select).all())) {
      nodes.put(new Node(tile.level, row.getLong(0)), hash(row, 1));
    }
    return nodes;
  }

  /** All leaves of a block of the journal. */
  Map<Place, Long> leaves(long block) {
    BoundStatement select =
        statement("SELECT first_revision, leaf FROM audit_leaves WHERE block = ?")
            .bind(block)
            .setIdempotent(true);
    Map<Place, Long> leaves =
        new TreeMap<>((a, b) -> Long.compare(a.firstRevision, b.firstRevision));
    for (Row row : StoreCall.of(() -> session.execute(select).all())) {
      leaves.put(new Place(block, row.getLong(0)), row.getLong(1));
    }
    return leaves;
  }

  /** Every tile of which something is stored. */
  List<Tile> tiles() {
    List<Tile> tiles = new ArrayList<>();
    BoundStatement select = statement("SELECT DISTINCT level, tile FROM audit_nodes").bind();
    for (Row row : StoreCall.of(() -> session.execute(select).all())) {
      tiles.add(new Tile(row.getInt(0), row.getLong(1)));
    }
    return tiles;
  }

  /** Every block of which leaves are stored. */
  List<Long> blocks() {
    List<Long> blocks = new ArrayList<>();
    BoundStatement select = statement("SELECT DISTINCT block FROM audit_leaves").bind();
    for (Row row : StoreCall.of(() -> session.execute(select).all())) {
      blocks.add(row.getLong(0));
    }
    return blocks;
  }

  /** Deletes a node from where it was found. */
  void delete(Tile from, Node node) {
    BoundStatement delete =
        statement("DELETE FROM audit_nodes WHERE level = ? AND tile = ? AND node = ?")
            .bind(from.level, from.number, node.index());
    StoreCall.of(() -> session.execute(delete));
  }

  void delete(Place place) {
    BoundStatement delete =
        statement("DELETE FROM audit_leaves WHERE block = ? AND first_revision = ?")
            .bind(place.block, place.firstRevision);
    StoreCall.of(() -> session.execute(delete));
  }

  private PreparedStatement statement(String cql) {
    PreparedStatement known = prepared.get(cql);
    if (known == null) {
      try {
        known = StoreCall.of(() -> session.prepare(cql));
      } catch (InvalidQueryException e) {
        throw new UnavailableException("the tables of audit are not made yet", e);
      }
      prepared.put(cql, known);
    }
    return known;
  }

  private static Digest hash(Row row, int column) {
    return Digest.read(Objects.requireNonNull(row.getByteBuffer(column)).duplicate());
  }
}
