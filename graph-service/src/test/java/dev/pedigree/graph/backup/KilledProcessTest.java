package dev.pedigree.graph.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.journal.SmallBlocks;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of their own that are killed in the middle. */
@WithLocalStack
class KilledProcessTest {
  private final Endpoints endpoints;
  private final Source source;
  private final Source target;

  KilledProcessTest(Endpoints endpoints) {
    this.endpoints = endpoints;
    source = new Source(endpoints);
    target = new Source(endpoints);
  }

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  @Test
  void leavesABackupThatTheNextRunGoesOnWith(@TempDir Path folder) throws Exception {
    source.fill();
    long almostAll = source.head().revision() - 3;

    kill(BackupProgress.Step.COPYING, source, folder, almostAll);

    BackupContents left = new Restore(folder, Source.SILENT, Clock.systemUTC()).check();
    assertThat(left.segments()).isPositive();
    assertThat(left.head().revision()).isBetween(1L, almostAll);
    assertThat(folder.resolve("segment.part")).exists();
    BackedUp rest = source.backUp(folder);
    assertThat(rest.changes()).isEqualTo(source.head().revision() - left.head().revision());
    assertThat(folder.resolve("segment.part")).doesNotExist();
    target.restore(folder);
    assertThat(target.entries()).isEqualTo(source.entries());
  }

  @Test
  void showsNothingOfARestoreBeforeAllOfItIsThere(@TempDir Path folder) throws Exception {
    source.fill();
    source.backUp(folder);
    JournalHead end = source.head();

    kill(BackupProgress.Step.RESTORING, target, folder, end.revision() - 3);

    assertThatThrownBy(target::entries)
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("a restore into this journal is under way or was cut short");
    assertThatThrownBy(() -> target.append(SmallBlocks.many(0, 1)))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> target.restore(folder, OptionalLong.of(3)))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("a restore of this journal to revision " + end.revision());
    Restored restored = target.restore(folder);
    assertThat(restored).isEqualTo(new Restored(end, end, true, 0));
    assertThat(target.entries()).isEqualTo(source.entries());
    assertThat(SmallBlocks.damages(target.session(), end)).isEmpty();
  }

  @Test
  void takesOutWhatWasErasedWhileARestoreWasCutShort(@TempDir Path folder) throws Exception {
    source.fill();
    source.backUp(folder);
    JournalHead end = source.head();
    kill(BackupProgress.Step.RESTORING, target, folder, end.revision());
    source.erase(List.of(70L));
    source.backUp(folder);

    Restored restored = target.restore(folder, OptionalLong.of(end.revision()));

    assertThat(restored.erased()).isOne();
    assertThat(target.hasWords(70)).isFalse();
    assertThat(SmallBlocks.damages(target.session(), restored.head())).isEmpty();
  }

  /** Has a process come to {@code revision} and kills it there. */
  private void kill(BackupProgress.Step step, Source where, Path folder, long revision)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                StoppedProcess.class.getName(),
                step.name(),
                endpoints.cassandraHost(),
                Integer.toString(endpoints.cassandraPort()),
                where.keyspace().name(),
                folder.toString(),
                Long.toString(revision))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.lines().filter(line -> line.startsWith("stopped at")).findFirst()).isPresent();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
