package dev.pedigree.graph.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.graph.artifact.Digest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every journal promises. An engine's subclass only opens an empty one. */
public abstract class JournalContract {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123Z");

  /**
   * An empty journal.
   *
   * @param maxBlockBytes when its blocks close, so that a test can cross many
   */
  protected abstract Journal open(Clock clock, long maxBlockBytes);

  private Journal open() {
    return open(Clock.fixed(NOON.plusNanos(456_789), ZoneOffset.UTC), 1 << 20);
  }

  @Test
  void isEmptyAtFirst() {
    Journal journal = open();

    assertThat(journal.read(JournalHead.START, 10)).isEmpty();
    assertThat(journal.entryOf(1)).isEmpty();
    assertThat(journal.entryOf(0)).isEmpty();
  }

  @Test
  void readsWhatWasAppended() throws Exception {
    Journal journal = open();
    List<Change.Draft> drafts = Drafts.many(0, 3);

    Entry appended = append(journal, JournalHead.START, drafts);

    assertThat(appended.changes()).extracting(Change::revision).containsExactly(1L, 2L, 3L);
    assertThat(appended.changes()).extracting(Change::draft).isEqualTo(drafts);
    assertThat(appended.changes()).extracting(Change::at).containsOnly(NOON);
    assertThat(appended.after().revision()).isEqualTo(3);
    assertThat(journal.read(JournalHead.START, 10)).containsExactly(appended);
    assertThat(journal.read(appended.after(), 10)).isEmpty();
  }

  @Test
  void chainsEntries() throws Exception {
    Journal journal = open();

    Entry first = append(journal, JournalHead.START, Drafts.many(0, 1));
    Entry second = append(journal, first.after(), Drafts.many(1, 2));
    Entry third = append(journal, second.after(), Drafts.many(3, 1));

    assertThat(journal.read(JournalHead.START, 2)).containsExactly(first, second);
    assertThat(journal.read(second.after(), 2)).containsExactly(third);
    assertThat(List.of(first.after().hash(), second.after().hash(), third.after().hash()))
        .doesNotHaveDuplicates()
        .doesNotContain(Digest.ZERO);
  }

  @Test
  void refusesAPositionThatIsTakenAndWritesNothing() throws Exception {
    Journal journal = open();
    Entry first = append(journal, JournalHead.START, Drafts.many(0, 2));

    Append append = journal.append(JournalHead.START, Drafts.many(2, 1));

    assertThat(append).isEqualTo(new Append.Conflict(JournalHead.START));
    assertThat(journal.read(JournalHead.START, 10)).containsExactly(first);
  }

  @Test
  void neverGoesBackInTime() throws Exception {
    SteppingClock clock = new SteppingClock(NOON);
    Journal journal = open(clock, 1 << 20);

    Entry first = append(journal, JournalHead.START, Drafts.many(0, 1));
    clock.advance(Duration.ofSeconds(-10));
    Entry second = append(journal, first.after(), Drafts.many(1, 1));
    clock.advance(Duration.ofSeconds(11));
    Entry third = append(journal, second.after(), Drafts.many(2, 1));

    assertThat(List.of(first, second, third))
        .extracting(entry -> entry.after().at())
        .containsExactly(NOON, NOON, NOON.plusSeconds(1));
  }

  @Test
  void crossesBlocks() throws Exception {
    Journal journal = open(Clock.systemUTC(), 1000);

    List<Entry> appended = appendAll(journal, JournalHead.START, 0, 40);

    assertThat(journal.read(JournalHead.START, 100)).isEqualTo(appended);
    assertThat(appended.getLast().after().block()).isGreaterThan(5);
    for (int i = 0; i < appended.size(); i++) {
      assertThat(journal.entryOf(i + 1)).contains(appended.get(i));
      assertThat(journal.read(appended.get(i).after(), 100))
          .isEqualTo(appended.subList(i + 1, appended.size()));
    }
    assertThat(journal.entryOf(41)).isEmpty();
  }

  @Test
  void closesABlockWithTheEntryThatFillsIt() throws Exception {
    Journal journal = open(Clock.systemUTC(), 1000);

    List<Entry> entries = appendAll(journal, JournalHead.START, 0, 20);

    JournalHead before = JournalHead.START;
    for (Entry entry : entries) {
      boolean closed = before.bytesInBlock() >= 1000;
      int bytes = journal.encodedBytes(entry.changes().getFirst().draft());
      assertThat(entry.after().block()).isEqualTo(before.block() + (closed ? 1 : 0));
      assertThat(entry.after().bytesInBlock())
          .isEqualTo(bytes + (closed ? 0 : before.bytesInBlock()));
      before = entry.after();
    }
  }

  @Test
  void refusesAPositionThatIsTakenInTheNextBlock() throws Exception {
    Journal journal = open(Clock.systemUTC(), 1);
    Entry first = append(journal, JournalHead.START, Drafts.many(0, 1));
    append(journal, first.after(), Drafts.many(1, 1));

    assertThat(journal.append(JournalHead.START, Drafts.many(2, 1)))
        .isInstanceOf(Append.Conflict.class);
    assertThat(journal.append(first.after(), Drafts.many(2, 1)))
        .isInstanceOf(Append.Conflict.class);
  }

  @Test
  void findsTheEntryOfEachRevision() throws Exception {
    Journal journal = open();
    Entry first = append(journal, JournalHead.START, Drafts.many(0, 3));
    Entry second = append(journal, first.after(), Drafts.many(3, 2));

    LongStream.rangeClosed(1, 3).forEach(r -> assertThat(journal.entryOf(r)).contains(first));
    LongStream.rangeClosed(4, 5).forEach(r -> assertThat(journal.entryOf(r)).contains(second));
    assertThat(journal.entryOf(6)).isEmpty();
  }

  @Test
  void holdsTheLongestEntryAndRefusesALongerOne() throws Exception {
    Journal journal = open();
    Change.Draft longest = Drafts.ofEncodedBytes(journal, Journal.MAX_ENTRY_BYTES);

    Entry entry = append(journal, JournalHead.START, List.of(longest));

    assertThat(journal.encodedBytes(longest)).isEqualTo(Journal.MAX_ENTRY_BYTES);
    assertThat(journal.read(JournalHead.START, 1)).containsExactly(entry);
    assertThatThrownBy(
            () -> journal.append(entry.after(), List.of(longest, Drafts.many(0, 1).getFirst())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 changes")
        .hasMessageContaining("1048576");
    assertThat(journal.read(entry.after(), 1)).isEmpty();
  }

  @Test
  void refusesAnEntryWithoutChanges() {
    Journal journal = open();

    assertThatThrownBy(() -> journal.append(JournalHead.START, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesTextThatHasNoUtf8Form() {
    Journal journal = open();

    assertThatThrownBy(
            () -> journal.append(JournalHead.START, List.of(Drafts.quarantine(1, "a\ud800b"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("U+D800");
  }

  @Test
  void erasesPayloadsAndKeepsTheChain() throws Exception {
    Journal journal = open();
    Entry first = append(journal, JournalHead.START, Drafts.many(0, 3));
    Entry second = append(journal, first.after(), Drafts.many(3, 1));

    journal.erase(List.of(2L, 4L));

    List<Entry> read = journal.read(JournalHead.START, 10);
    assertThat(read).extracting(Entry::after).containsExactly(first.after(), second.after());
    List<Change> changes = read.stream().flatMap(entry -> entry.changes().stream()).toList();
    assertThat(changes).extracting(Change::erased).containsExactly(false, true, false, true);
    assertThat(changes.get(0)).isEqualTo(first.changes().get(0));
    assertThat(changes.get(1).draft()).isEqualTo(Residue.of(first.changes().get(1).draft()));
    assertThat(journal.entryOf(4)).contains(read.getLast());
  }

  @Test
  void erasesAgainWithoutHarm() throws Exception {
    Journal journal = open();
    append(journal, JournalHead.START, Drafts.many(0, 3));

    journal.erase(List.of(2L));
    List<Entry> once = journal.read(JournalHead.START, 10);
    journal.erase(List.of(2L));

    assertThat(journal.read(JournalHead.START, 10)).isEqualTo(once);
    journal.erase(List.of(1L, 2L, 3L));
    assertThat(journal.read(JournalHead.START, 10).getFirst().changes()).allMatch(Change::erased);
  }

  @Test
  void namesTheResiduesBeforeAndAfterAnErasureAlike() throws Exception {
    Journal journal = open();
    append(journal, JournalHead.START, Drafts.many(0, 3));

    Fact.ErasurePerformed before = journal.erasureOf(List.of(1L, 3L), "a person's name");
    journal.erase(List.of(1L, 3L));

    assertThat(before.residues()).containsOnlyKeys(1L, 3L);
    assertThat(journal.erasureOf(List.of(1L, 3L), "a person's name")).isEqualTo(before);
  }

  @Test
  void appendsBehindAnErasedEntry() throws Exception {
    Journal journal = open();
    Entry first = append(journal, JournalHead.START, Drafts.many(0, 1));
    journal.erase(List.of(1L));

    Entry second = append(journal, first.after(), Drafts.many(1, 1));

    assertThat(journal.read(first.after(), 10)).containsExactly(second);
  }

  @Test
  void refusesToEraseWhatIsNotThere() {
    Journal journal = open();

    assertThatThrownBy(() -> journal.erase(List.of(1L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("revision 1");
  }

  @Test
  void letsOneOfTwoWritersAtOneHeadWin() throws Exception {
    Journal journal = open();

    Append one = journal.append(JournalHead.START, Drafts.many(0, 1));
    Append other = journal.append(JournalHead.START, Drafts.many(0, 1));

    assertThat(one).isInstanceOf(Append.Done.class);
    assertThat(other).isInstanceOf(Append.Conflict.class);
  }

  @Test
  void findsNoDamageInWhatItWrote() throws Exception {
    Journal journal = open(Clock.systemUTC(), 1000);
    List<Entry> entries = appendAll(journal, JournalHead.START, 0, 20);
    Fact erasure = journal.erasureOf(List.of(3L, 5L), "because");
    Change.Draft eraser = new Change.Draft("eraser", null, List.of(erasure), List.of());
    Entry last = append(journal, entries.getLast().after(), List.of(eraser));
    journal.erase(List.of(3L, 5L));
    Findings findings = new Findings();

    long damages = journal.verify(last.after(), findings);

    assertThat(findings.damages).isEmpty();
    assertThat(damages).isZero();
    assertThat(findings.checked).isEqualTo(21);
  }

  /** Appends {@code count} entries of one change each. */
  protected static List<Entry> appendAll(Journal journal, JournalHead after, int seed, int count)
      throws InterruptedException {
    List<Entry> entries = new ArrayList<>();
    JournalHead head = after;
    for (int i : IntStream.range(seed, seed + count).toArray()) {
      Entry entry = append(journal, head, Drafts.many(i, 1));
      entries.add(entry);
      head = entry.after();
    }
    return entries;
  }

  /** Appends and expects to win. */
  protected static Entry append(Journal journal, JournalHead after, List<Change.Draft> drafts)
      throws InterruptedException {
    return switch (journal.append(after, drafts)) {
      case Append.Done done -> done.entry();
      case Append.Conflict conflict -> throw new AssertionError("lost against nobody: " + conflict);
    };
  }
}
