package dev.pedigree.graph.projection;

import static dev.pedigree.graph.state.FactsOf.change;
import static dev.pedigree.graph.state.FactsOf.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Append;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.InMemoryJournal;
import dev.pedigree.graph.journal.JournalHead;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JournalCursorTest {
  private final InMemoryJournal journal = new InMemoryJournal(Clock.systemUTC());
  private JournalHead head = JournalHead.START;

  private void append(int changes) {
    List<Change.Draft> drafts =
        IntStream.range(0, changes)
            .mapToObj(i -> change(1, recorded("a" + (head.revision() + i))).draft())
            .toList();
    Append.Done done = (Append.Done) journal.append(head, drafts);
    head = done.entry().after();
  }

  private static List<Long> ends(List<Entry> entries) {
    return entries.stream().map(entry -> entry.after().revision()).toList();
  }

  @Test
  void readsWholeEntriesUpToAPortion() {
    append(3);
    append(3);
    append(9);
    append(1);
    JournalCursor cursor = new JournalCursor(journal, 6);
    cursor.place(0);

    assertThat(ends(cursor.next())).containsExactly(3L, 6L);
    assertThat(ends(cursor.next())).as("not passed yet").containsExactly(3L, 6L);
    cursor.passed(cursor.next().getLast());
    assertThat(ends(cursor.next())).as("larger than a portion").containsExactly(15L);
    cursor.passed(cursor.next().getLast());
    cursor.passed(cursor.next().getLast());
    assertThat(cursor.next()).isEmpty();

    append(1);
    assertThat(ends(cursor.next())).containsExactly(17L);
  }

  @Test
  void readsAnEntryAgainThatWasNotPassedAsAWhole() {
    append(3);
    append(3);
    JournalCursor cursor = new JournalCursor(journal, 100);

    cursor.place(4);
    assertThat(ends(cursor.next())).containsExactly(6L);
    cursor.place(2);
    assertThat(ends(cursor.next())).containsExactly(3L, 6L);
    cursor.place(6);
    assertThat(cursor.next()).isEmpty();
  }

  @Test
  void refusesAPlaceBehindTheEnd() {
    append(1);

    assertThatThrownBy(() -> new JournalCursor(journal, 1).place(2))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("watermark 2 is beyond the end of the journal");
  }
}
