package dev.pedigree.graph.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.journal.SmallBlocks;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Journals of small blocks, copied and put back in this process. */
@WithLocalStack
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupTest {
  private final Source source;
  private final Source target;

  BackupTest(Endpoints endpoints) {
    source = new Source(endpoints);
    target = new Source(endpoints);
  }

  @BeforeEach
  void empty() {
    source.cleared();
    target.cleared();
  }

  @AfterAll
  void close() {
    source.close();
    target.close();
  }

  @Test
  void putsEveryEntryBackByteForByte(@TempDir Path folder) throws Exception {
    source.fill();
    source.erase(List.of(2L, 60L, 150L));
    source.appendSingly(400, 3);

    BackedUp backedUp = source.backUp(folder);
    Restored restored = target.restore(folder);

    assertThat(source.head().block()).isGreaterThan(5);
    assertThat(backedUp.segments()).isGreaterThan(3);
    assertThat(backedUp.head()).isEqualTo(source.head());
    assertThat(restored).isEqualTo(new Restored(source.head(), source.head(), false, 3));
    assertThat(target.entries()).isEqualTo(source.entries());
    assertThat(SmallBlocks.damages(target.session(), source.head())).isEmpty();
  }

  @Test
  void copiesOnlyWhatIsNew(@TempDir Path folder) throws Exception {
    source.fill();
    BackedUp first = source.backUp(folder);
    Map<String, String> before = segments(folder);
    source.appendSingly(500, 5);

    BackedUp second = source.backUp(folder);
    BackedUp third = source.backUp(folder);

    assertThat(first.changes()).isEqualTo(source.head().revision() - 5);
    assertThat(second.changes()).isEqualTo(5);
    assertThat(second.facts()).isEqualTo(5);
    assertThat(third.changes()).isZero();
    assertThat(third.segments()).isEqualTo(first.segments() + 1);
    assertThat(segments(folder)).containsAllEntriesOf(before);
    target.restore(folder);
    assertThat(target.entries()).isEqualTo(source.entries());
  }

  @Test
  void doesNotCountWhatTheManifestDoesNotName(@TempDir Path folder) throws Exception {
    source.fill();
    source.backUp(folder);
    byte[] manifest = Files.readAllBytes(folder.resolve(Manifest.FILE));
    source.appendSingly(500, 5);
    source.backUp(folder);
    Files.write(folder.resolve(Manifest.FILE), manifest);
    Files.writeString(folder.resolve("segment.part"), "a beginning");
    long revision = source.head().revision();

    assertThat(new Restore(folder, Source.SILENT, Clock.systemUTC()).check().head())
        .isEqualTo(Manifest.decode(manifest).head());
    source.append(SmallBlocks.many(600, 2));
    source.backUp(folder);

    assertThat(BackupFolder.read(folder).head()).isEqualTo(source.head());
    assertThat(segments(folder)).hasSize(BackupFolder.read(folder).segments().size());
    assertThat(Segment.name(revision - 4, revision, 0)).isNotIn(segments(folder).keySet());
    assertThat(folder.resolve("segment.part")).doesNotExist();
  }

  @Test
  void endsAtAGivenRevision(@TempDir Path folder) throws Exception {
    source.fill();
    source.backUp(folder);
    List<JournalHead> positions = source.positions();
    JournalHead middle = positions.get(positions.size() / 2);

    Restored restored = target.restore(folder, OptionalLong.of(middle.revision()));

    assertThat(restored.head()).isEqualTo(middle);
    assertThat(target.entries()).isEqualTo(source.entries().subList(0, positions.size() / 2 + 1));
    assertThat(SmallBlocks.damages(target.session(), middle)).isEmpty();
  }

  @Test
  void refusesARevisionThatIsNoEnd(@TempDir Path folder) throws Exception {
    source.fill();
    source.backUp(folder);
    long last = source.head().revision();

    assertThatThrownBy(() -> target.restore(folder, OptionalLong.of(2)))
        .isInstanceOf(BackupException.class)
        .hasMessage("revision 2 was recorded in one entry with 1 to 3 (expected: 3)");
    assertThatThrownBy(() -> target.restore(folder, OptionalLong.of(4)))
        .hasMessageContaining("(expected: 3 or ");
    assertThatThrownBy(() -> target.restore(folder, OptionalLong.of(last + 1)))
        .hasMessage(
            "revision %d is not in the backup (expected: 1 to %d)".formatted(last + 1, last));
    assertThat(target.entries()).isEmpty();
  }

  @Test
  void leavesOutWhatWasErasedAfterItWasCopied(@TempDir Path folder) throws Exception {
    source.fill();
    source.backUp(folder);
    source.erase(List.of(1L, 70L));
    // Told of, and not done yet.
    source.announceErasureOf(List.of(71L));
    BackedUp second = source.backUp(folder);

    Restored restored = target.restore(folder);

    assertThat(second.erasedLater()).isEqualTo(3);
    assertThat(restored.erased()).isEqualTo(3);
    assertThat(restored.head()).isEqualTo(source.head());
    assertThat(List.of(1L, 2L, 70L, 71L, 72L))
        .extracting(target::hasWords)
        .containsExactly(false, true, false, false, true);
    assertThat(SmallBlocks.damages(target.session(), source.head())).isEmpty();
    SmallBlocks.journal(source.session()).erase(List.of(71L));
    assertThat(target.changes()).isEqualTo(source.changes());
  }

  @Test
  void tellsAgainOfErasuresBehindTheRevisionThatIsRestored(@TempDir Path folder) throws Exception {
    source.fill();
    JournalHead before = source.head();
    source.erase(List.of(1L, 70L));
    source.backUp(folder);

    Restored restored = target.restore(folder, OptionalLong.of(before.revision()));

    assertThat(restored.restored()).isEqualTo(before);
    assertThat(restored.head().revision()).isEqualTo(before.revision() + 1);
    assertThat(target.hasWords(70)).isFalse();
    assertThat(target.changes().getLast().by()).isEqualTo("restore");
    assertThat(SmallBlocks.damages(target.session(), restored.head())).isEmpty();
  }

  @Test
  void tellsOfAnErasureThatTheBackupHasAndWhatTellsOfItNot(@TempDir Path folder) throws Exception {
    source.fill();
    SmallBlocks.journal(source.session()).erase(List.of(70L));
    source.backUp(folder);

    Restored restored = target.restore(folder);

    assertThat(restored.restored()).isEqualTo(source.head());
    assertThat(restored.head().revision()).isEqualTo(source.head().revision() + 1);
    assertThat(SmallBlocks.damages(target.session(), restored.head())).isEmpty();
  }

  @Test
  void takesErasedPayloadsOutOfOlderSegments(@TempDir Path folder) throws Exception {
    source.fill();
    source.backUp(folder);
    source.erase(List.of(1L, 70L));
    source.backUp(folder);
    assertThat(payloads(folder)).contains("model-0");
    Map<String, String> before = segments(folder);

    BackedUp rewritten = source.backUp(folder, ErasedPayloads.REWRITE);
    BackedUp again = source.backUp(folder, ErasedPayloads.REWRITE);

    assertThat(rewritten.rewritten()).isBetween(1, 2);
    assertThat(rewritten.erasedLater()).isZero();
    assertThat(again.rewritten()).isZero();
    assertThat(segments(folder)).hasSameSizeAs(before);
    assertThat(payloads(folder)).doesNotContain("model-0").contains("model-2");
    target.restore(folder);
    assertThat(target.changes()).isEqualTo(source.changes());
    assertThat(SmallBlocks.damages(target.session(), source.head())).isEmpty();
  }

  @Test
  void refusesTheBackupOfAnotherJournal(@TempDir Path folder) throws Exception {
    source.fill();
    source.backUp(folder);
    Map<String, String> before = files(folder);
    source.cleared().fill();

    assertThatThrownBy(() -> source.backUp(folder))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("another journal");
    assertThat(files(folder)).isEqualTo(before);
  }

  @Test
  void refusesToGoOnBehindAJournalThatWentAnotherWay(@TempDir Path folder) throws Exception {
    source.fill();
    JournalHead fork = source.head();
    source.appendSingly(500, 2);
    source.backUp(folder);
    Map<String, String> before = files(folder);
    target.restore(folder, OptionalLong.of(fork.revision()));

    assertThatThrownBy(() -> target.backUp(folder))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("up to revision " + source.head().revision());
    assertThat(files(folder)).isEqualTo(before);
  }

  @Test
  void refusesASystemThatIsNotEmpty(@TempDir Path folder) throws Exception {
    source.fill();
    source.backUp(folder);
    target.restore(folder);
    List<String> entries = target.entries();

    assertThatThrownBy(() -> target.restore(folder))
        .isInstanceOf(BackupException.class)
        .hasMessage(
            "keyspace %s has the journal of this backup already (expected: an empty system)"
                .formatted(target.keyspace().name()));
    assertThat(target.entries()).isEqualTo(entries);
    target.cleared().append(SmallBlocks.many(0, 1));
    assertThatThrownBy(() -> target.restore(folder)).hasMessageContaining("another journal");
    target.cleared();
    target.session().execute("CREATE TABLE leftover (id int PRIMARY KEY)");
    target.session().execute("INSERT INTO leftover (id) VALUES (1)");
    assertThatThrownBy(() -> target.restore(folder)).hasMessageContaining(".leftover has rows");
    target.session().execute("DROP TABLE leftover");
    assertThat(target.entries()).isEmpty();
  }

  @Test
  void refusesAFolderWithOtherThings(@TempDir Path folder) throws Exception {
    source.fill();
    Path report = Files.writeString(folder.resolve("report.txt"), "words");

    assertThatThrownBy(() -> source.backUp(folder)).hasMessageContaining("has report.txt in it");
    Files.delete(report);
    source.backUp(folder);
    Files.delete(folder.resolve(Manifest.FILE));
    assertThatThrownBy(() -> source.backUp(folder)).hasMessageContaining("and no MANIFEST");
    assertThatThrownBy(() -> target.restore(folder)).hasMessageContaining("MANIFEST is missing");
  }

  @Test
  void refusesAnEmptyJournalAndASecondProcess(@TempDir Path folder) throws Exception {
    assertThatThrownBy(() -> source.backUp(folder)).hasMessageContaining("the journal is empty");
    source.fill();
    try (BackupFolder other = BackupFolder.open(folder)) {
      assertThat(other.manifest()).isEmpty();
      assertThatThrownBy(() -> source.backUp(folder)).hasMessageContaining("is under way");
    }
    assertThat(source.backUp(folder).head()).isEqualTo(source.head());
  }

  private static Map<String, String> segments(Path folder) throws IOException {
    Map<String, String> segments = files(folder);
    segments.keySet().removeIf(name -> !Segment.isName(name));
    return segments;
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(
            file.getFileName().toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  private static String payloads(Path folder) throws IOException {
    StringBuilder words = new StringBuilder();
    Manifest manifest = BackupFolder.read(folder);
    for (int index = 0; index < manifest.segments().size(); index++) {
      SegmentReader.read(
          folder,
          manifest,
          index,
          entry -> words.append(new String(entry.encode(), StandardCharsets.ISO_8859_1)));
    }
    return words.toString();
  }
}
