package dev.pedigree.graph.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Append;
import dev.pedigree.graph.journal.CassandraJournal;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.EntryEvidence;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.projection.Findings;
import dev.pedigree.graph.projection.Lease;
import dev.pedigree.graph.projection.LeaseStore;
import dev.pedigree.graph.projection.WatermarkStore;
import dev.pedigree.identity.log.HashTree;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@WithLocalStack
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalTreeTest {
  private static final Duration NO_PATIENCE = Duration.ZERO;
  private static final UUID HOLDER = UUID.randomUUID();

  private final CqlSession session;
  private final CassandraJournal journal;
  private final WatermarkStore watermarks;
  private final LeaseStore leases;
  private JournalTree tree;
  private JournalProofs proofs;
  private JournalHead head = JournalHead.START;

  JournalTreeTest(Endpoints endpoints) {
    String keyspace = "tree_" + Long.toString(System.nanoTime(), 36);
    session =
        CassandraSettings.local(endpoints.cassandraHost(), endpoints.cassandraPort(), keyspace)
            .open();
    CassandraJournal.createTables(session);
    LeaseStore.createTable(session);
    journal = new CassandraJournal(session, Clock.systemUTC());
    watermarks = new WatermarkStore(session);
    leases = new LeaseStore(session, Duration.ofSeconds(5));
    tree = new JournalTree(session, journal);
    proofs = new JournalProofs(journal, tree, watermarks);
    tree.prepare();
  }

  @BeforeEach
  void clear() {
    Stream.of("journal", "projections", "audit_nodes", "audit_leaves")
        .map(table -> SimpleStatement.newInstance("TRUNCATE " + table))
        .map(truncate -> session.executeAsync(truncate.setTimeout(Duration.ofMinutes(1))))
        .toList()
        .forEach(done -> done.toCompletableFuture().join());
    head = JournalHead.START;
    tree.prepare();
    proofs = new JournalProofs(journal, tree, watermarks);
  }

  @AfterAll
  void close() {
    session.execute(
        SimpleStatement.newInstance("DROP KEYSPACE " + session.getKeyspace().orElseThrow())
            .setTimeout(Duration.ofMinutes(1)));
    session.close();
  }

  @Test
  void provesEveryChangeInEveryTreeThatHasIt() {
    List<Entry> entries = append(1, 3, 1, 2, 1, 1, 5);
    apply(entries);

    for (int size = 1; size <= entries.size(); size++) {
      Digest root = proofs.root(size);
      for (int leaf = 0; leaf < size; leaf++) {
        for (Change change : entries.get(leaf).changes()) {
          JournalProofs.Inclusion proved = prove(change.revision(), size);

          assertThat(proved.leaf()).isEqualTo(leaf);
          assertThat(leadsTo(proved)).isEqualTo(root);
        }
      }
    }
    assertThat(proofs.newest().size()).isEqualTo(entries.size());
    assertThat(proofs.newest().revision()).isEqualTo(14);
    assertThat(proofs.newest().root()).isEqualTo(proofs.root(entries.size()));
    assertThat(proofs.inclusion(15, OptionalLong.empty(), NO_PATIENCE)).isEmpty();
  }

  @Test
  void provesThatItOnlyGrows() {
    apply(append(1, 2, 1, 1, 1));
    Digest before = proofs.newest().root();
    apply(append(1, 1, 3));

    List<byte[]> path = proofs.consistency(5, 8).stream().map(Digest::bytes).toList();

    assertThat(HashTree.isConsistent(5, before.bytes(), 8, proofs.newest().root().bytes(), path))
        .isTrue();
    assertThatThrownBy(() -> proofs.consistency(5, 9)).hasMessage("to: 9 (expected: 5 to 8)");
    assertThatThrownBy(() -> proofs.consistency(0, 8)).hasMessage("from: 0 (expected: 1 to 8)");
    assertThatThrownBy(() -> prove(8, 3)).hasMessage("size: 3 (expected: 7 to 8)");
  }

  @Test
  void isTheSameHoweverTheJournalIsCut() {
    List<Entry> entries = append(1, 1, 2, 1, 1, 4, 1, 1, 1);
    apply(entries);
    Digest whole = proofs.newest().root();

    session.execute("TRUNCATE audit_nodes");
    session.execute("TRUNCATE audit_leaves");
    new JournalTree(session, journal).applyEntries(entries.subList(0, 3));
    JournalTree other = new JournalTree(session, journal);
    other.apply(changes(entries.subList(3, 7)));
    other.applyEntries(entries.subList(7, 9));
    new JournalTree(session, journal).applyEntries(entries.subList(2, 8));

    assertThat(new JournalProofs(journal, other, watermarks).newest().root()).isEqualTo(whole);
    assertThat(differences(entries)).isEmpty();
  }

  @Test
  void staysTheSameWhenAPayloadIsErased() {
    List<Entry> entries = append(2, 1);
    apply(entries);
    JournalProofs.Inclusion before = prove(2, 2);

    journal.erase(List.of(2L));

    JournalProofs.Inclusion after = prove(2, 2);
    assertThat(before.evidence().opening()).isNotNull();
    assertThat(after.evidence().opening()).isNull();
    assertThat(after.evidence()).isEqualTo(before.evidence().closed());
    assertThat(leadsTo(after)).isEqualTo(proofs.newest().root());
  }

  @Test
  void saysWhatIsNotInTheTreeYet() {
    List<Entry> entries = append(1, 1);
    assertThatThrownBy(() -> proofs.newest()).isInstanceOf(UnavailableException.class);
    apply(entries.subList(0, 1));

    assertThatThrownBy(() -> prove(2, 2))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("revision 2 is not in the tree yet (expected: in a moment)");
  }

  @Test
  void namesWhatIsDamagedAndRepairsIt() {
    List<Entry> entries = append(1, 1, 1, 1, 1, 1, 1);
    apply(entries);
    assertThat(differences(entries)).isEmpty();
    Digest root = proofs.newest().root();

    session.execute("DELETE FROM audit_nodes WHERE level = 0 AND tile = 0 AND node = 3");
    session.execute(
        "UPDATE audit_nodes SET hash = ? WHERE level = 1 AND tile = 0 AND node = 2",
        ByteBuffer.wrap(Digest.of("another").bytes()));
    session.execute(
        "UPDATE audit_nodes SET hash = ? WHERE level = 0 AND tile = 0 AND node = 9", bytes());
    session.execute(
        "UPDATE audit_nodes SET hash = ? WHERE level = 5 AND tile = 7 AND node = 9", bytes());
    session.execute("DELETE FROM audit_leaves WHERE block = 0 AND first_revision = 2");
    session.execute("UPDATE audit_leaves SET leaf = 1 WHERE block = 4 AND first_revision = 99");

    List<String> damaged =
        List.of(
            "missing: node 3 of level 0",
            "differs: node 2 of level 1",
            "extra: node 9 of level 0",
            "extra: node 9 of level 5",
            "missing: leaf of the entry of revision 2",
            "extra: leaf of the entry of revision 99");
    assertThat(differences(entries)).containsExactlyInAnyOrderElementsOf(damaged);

    Findings findings = new Findings();
    assertThat(tree.repair(changes(entries), 7, findings)).isEqualTo(damaged.size());

    assertThat(findings.differences()).containsExactlyInAnyOrderElementsOf(damaged);
    assertThat(differences(entries)).isEmpty();
    assertThat(proofs.root(7)).isEqualTo(root);
  }

  @Test
  void doesNotMindWhatCameSince() {
    List<Entry> entries = append(1, 1, 1, 1);
    apply(entries.subList(0, 3));
    assertThat(differences(entries.subList(0, 2))).isEmpty();

    apply(entries.subList(3, 4));
    assertThat(differences(entries.subList(0, 2))).isEmpty();
  }

  private static ByteBuffer bytes() {
    return ByteBuffer.wrap(Digest.of("more").bytes());
  }

  private JournalProofs.Inclusion prove(long revision, long size) {
    return proofs.inclusion(revision, OptionalLong.of(size), NO_PATIENCE).orElseThrow();
  }

  private static Digest leadsTo(JournalProofs.Inclusion proved) {
    EntryEvidence evidence = proved.evidence();
    List<byte[]> path = proved.path().stream().map(Digest::bytes).toList();
    return HashTree.rootOf(
            HashTree.leaf(evidence.hash().bytes()), proved.leaf(), proved.size(), path)
        .map(Digest::ofBytes)
        .orElseThrow();
  }

  private List<String> differences(List<Entry> entries) {
    Findings findings = new Findings();
    assertThat(tree.verify(changes(entries), findings)).isEqualTo(findings.differences().size());
    return findings.differences();
  }

  private static List<Change> changes(List<Entry> entries) {
    return entries.stream().flatMap(entry -> entry.changes().stream()).toList();
  }

  private void apply(List<Entry> entries) {
    tree.applyEntries(entries);
    Lease lease = leases.take(JournalTree.NAME, HOLDER).orElseThrow();
    watermarks.advance(lease, entries.getLast().after().revision());
  }

  /** Appends entries of so many changes. */
  private List<Entry> append(int... sizes) {
    List<Entry> entries = new ArrayList<>();
    for (int size : sizes) {
      List<Change.Draft> drafts = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        String text = head.revision() + " " + i;
        Fact fact = new Fact.ArtifactQuarantined(new ArtifactId(Digest.of(text)), text);
        drafts.add(new Change.Draft("ann", null, List.of(fact), List.of()));
      }
      entries.add(append(drafts));
    }
    return entries;
  }

  private Entry append(List<Change.Draft> drafts) {
    try {
      if (journal.append(head, drafts) instanceof Append.Done(Entry entry)) {
        head = Objects.requireNonNull(entry).after();
        return entry;
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    throw new IllegalStateException("somebody else appended");
  }
}
