package dev.pedigree.graph.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Damages the table behind the journal's back. */
@WithLocalStack
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalVerifierTest {
  private static final long BLOCK_BYTES = 1200;

  private final JournalKeyspace keyspace;
  private final CassandraJournal journal;
  private List<Entry> entries = List.of();

  JournalVerifierTest(Endpoints endpoints) {
    keyspace = new JournalKeyspace(endpoints);
    journal = new CassandraJournal(keyspace.session(), Clock.systemUTC(), BLOCK_BYTES);
  }

  @BeforeEach
  void fill() throws InterruptedException {
    keyspace.clear();
    Entry first = JournalContract.append(journal, JournalHead.START, Drafts.many(0, 2));
    entries = JournalContract.appendAll(journal, first.after(), 2, 12);
    assertThat(entries.getLast().after().block()).isGreaterThanOrEqualTo(2);
  }

  @AfterAll
  void close() {
    keyspace.close();
  }

  @Test
  void findsNothingInAWholeJournal() {
    assertThat(damages()).isEmpty();
  }

  @Test
  void findsAChangedByteInAPayload() {
    ByteBuffer payloads = column(1, "payloads");
    payloads.put(payloads.limit() - 1, (byte) (payloads.get(payloads.limit() - 1) ^ 1));
    set(1, "payloads", payloads);

    assertThat(damages())
        .containsExactly("entry of revisions 1 to 2: payload hash of revision 2 does not hold");
    assertThatThrownBy(() -> journal.read(JournalHead.START, 10))
        .isInstanceOf(JournalDamagedException.class);
    assertThatThrownBy(() -> journal.entryOf(2)).isInstanceOf(JournalDamagedException.class);
  }

  @Test
  void findsAChangedSalt() {
    ByteBuffer payloads = column(3, "payloads");
    payloads.put(5, (byte) (payloads.get(5) ^ 1));
    set(3, "payloads", payloads);

    assertThat(damages())
        .containsExactly("entry of revisions 3 to 3: payload hash of revision 3 does not hold");
  }

  @Test
  void findsAPayloadThatIsCutOff() {
    ByteBuffer payloads = column(3, "payloads");
    set(3, "payloads", payloads.limit(payloads.limit() - 1));

    assertThat(damages())
        .containsExactly("entry of revisions 3 to 3: payload of revision 3 is cut off");
  }

  @Test
  void findsAPayloadHashThatWasMadeToFit() {
    ByteBuffer payloads = column(3, "payloads");
    payloads.put(payloads.limit() - 1, (byte) (payloads.get(payloads.limit() - 1) ^ 1));
    set(3, "payloads", payloads);
    byte[] salted = new byte[payloads.limit() - 2];
    payloads.position(2).get(salted);
    set(3, "payload_hashes", ByteBuffer.wrap(Digest.of(salted).bytes()));

    assertThat(damages()).containsExactly("entry of revisions 3 to 3: hash does not hold");
  }

  @Test
  void findsAChangedTime() {
    set(3, "at", entries.getLast().after().at().plusSeconds(1));

    assertThat(damages()).containsExactly("entry of revisions 3 to 3: hash does not hold");
  }

  @Test
  void findsAChangedNonce() {
    set(4, "nonce", entries.getLast().nonce());

    assertThat(damages()).containsExactly("entry of revisions 4 to 4: hash does not hold");
  }

  @Test
  void findsAChangedByteCount() {
    set(3, "block_bytes", 1199L);

    assertThat(damages()).containsExactly("entry of revisions 3 to 3: hash does not hold");
  }

  @Test
  void findsADeletedRow() {
    delete(4);

    assertThat(damages()).containsExactly("revisions 4 to 4 are missing");
    assertThat(journal.read(JournalHead.START, 100)).hasSize(2);
  }

  @Test
  void findsADeletedFirstRow() {
    delete(1);

    assertThat(damages()).containsExactly("revisions 1 to 2 are missing");
  }

  @Test
  void findsADeletedLastRowOfABlock() {
    long last = lastOfBlock(0);
    delete(last);

    assertThat(damages()).containsExactly("revisions %d to %d are missing".formatted(last, last));
  }

  @Test
  void findsADeletedBlock() {
    long first = lastOfBlock(0) + 1;
    long last = lastOfBlock(1);
    keyspace.session().execute("DELETE FROM journal WHERE block = 1");

    assertThat(damages()).containsExactly("revisions %d to %d are missing".formatted(first, last));
  }

  @Test
  void findsAnEndThatWasCutOff() {
    delete(14);

    assertThat(damages()).containsExactly("revisions 14 to 14 are missing");
  }

  @Test
  void findsSwappedRows() {
    Row third = row(3);
    Row fourth = row(4);
    for (String column :
        List.of("at", "nonce", "previous_hash", "hash", "payload_hashes", "payloads")) {
      set(3, column, fourth.getObject(column));
      set(4, column, third.getObject(column));
    }

    assertThat(damages())
        .containsExactly("entry of revisions 3 to 3: previous hash is not that of its predecessor");
  }

  @Test
  void findsAJournalThatWasWrittenAnew() throws InterruptedException {
    JournalHead seen = entries.getLast().after();
    keyspace.clear();
    JournalContract.appendAll(journal, JournalHead.START, 0, 14);
    Findings findings = new Findings();

    assertThat(journal.verify(seen, findings)).isOne();

    assertThat(findings.damages).singleElement().asString().contains("read before");
  }

  @Test
  void findsAnErasureThatNobodyAnnounced() {
    journal.erase(List.of(3L));

    assertThat(damages()).containsExactly("revision 3: is erased, and no change says so");
  }

  @Test
  void findsAnErasureThatWasNotDone() throws InterruptedException {
    Entry announced = announceErasureOf(3);

    assertThat(damagesUpTo(announced.after()))
        .containsExactly("revision 3: still has its payload, which revision 15 erased");
  }

  @Test
  void findsAChangedResidue() throws InterruptedException {
    Entry announced = announceErasureOf(3);
    journal.erase(List.of(3L));
    assertThat(damagesUpTo(announced.after())).isEmpty();
    byte[] other = FactCodec.encode(Residue.of(Drafts.recorded(99)));
    keyspace
        .session()
        .execute(
            "UPDATE journal SET residues[3] = ? WHERE block = 0 AND first_revision = 3",
            ByteBuffer.wrap(other));

    assertThat(damagesUpTo(announced.after()))
        .singleElement()
        .asString()
        .startsWith("revision 3: its residue is not the one that revision 15 left");
  }

  @Test
  void findsAResidueThatIsGone() throws InterruptedException {
    Entry announced = announceErasureOf(3);
    journal.erase(List.of(3L));
    keyspace
        .session()
        .execute("DELETE residues[3] FROM journal WHERE block = 0 AND first_revision = 3");

    assertThat(damagesUpTo(announced.after()))
        .containsExactly("entry of revisions 3 to 3: nothing is left of revision 3");
  }

  private Entry announceErasureOf(long revision) throws InterruptedException {
    Fact fact = journal.erasureOf(List.of(revision), "because");
    Change.Draft draft = new Change.Draft("eraser", null, List.of(fact), List.of());
    return JournalContract.append(journal, entries.getLast().after(), List.of(draft));
  }

  private List<String> damages() {
    return damagesUpTo(entries.getLast().after());
  }

  private List<String> damagesUpTo(JournalHead head) {
    Findings findings = new Findings();
    assertThat(journal.verify(head, findings)).isEqualTo(findings.damages.size());
    return findings.damages;
  }

  private long lastOfBlock(long block) {
    return entries.stream()
        .filter(entry -> entry.after().block() == block)
        .mapToLong(entry -> entry.after().revision())
        .max()
        .orElseThrow();
  }

  private long blockOf(long firstRevision) {
    return entries.stream()
        .filter(entry -> entry.after().revision() == firstRevision)
        .mapToLong(entry -> entry.after().block())
        .findFirst()
        .orElse(0);
  }

  private Row row(long firstRevision) {
    return keyspace
        .session()
        .execute(
            "SELECT * FROM journal WHERE block = ? AND first_revision = ?",
            blockOf(firstRevision),
            firstRevision)
        .one();
  }

  private ByteBuffer column(long firstRevision, String column) {
    ByteBuffer stored = row(firstRevision).getByteBuffer(column);
    return ByteBuffer.allocate(stored.remaining()).put(stored).flip();
  }

  private void set(long firstRevision, String column, Object value) {
    keyspace
        .session()
        .execute(
            "UPDATE journal SET " + column + " = ? WHERE block = ? AND first_revision = ?",
            value,
            blockOf(firstRevision),
            firstRevision);
  }

  private void delete(long firstRevision) {
    keyspace
        .session()
        .execute(
            "DELETE FROM journal WHERE block = ? AND first_revision = ?",
            blockOf(firstRevision),
            firstRevision);
  }
}
