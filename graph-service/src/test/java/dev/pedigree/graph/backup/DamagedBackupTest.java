package dev.pedigree.graph.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.SmallBlocks;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Backups that are not what was written. */
@WithLocalStack
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamagedBackupTest {
  private static final int FLIPS = 120;

  private final Source source;
  private Manifest manifest;
  @TempDir static Path folder;

  DamagedBackupTest(Endpoints endpoints) {
    source = new Source(endpoints);
  }

  @BeforeAll
  void backUp() throws Exception {
    source.fill();
    for (int i = 0; i < 2; i++) {
      Change.Draft large = SmallBlocks.large(SegmentWriter.FRAME_BYTES);
      source.append(List.of(large));
    }
    new Backup(folder, SmallBlocks.rows(source.session()), Source.SILENT, 200_000)
        .run(ErasedPayloads.KEEP);
    manifest = BackupFolder.read(folder);
    assertThat(manifest.segments()).hasSizeGreaterThan(1);
  }

  @AfterAll
  void close() {
    source.close();
  }

  @Test
  void findsLocatesAndNamesAnyFlippedBit() throws Exception {
    long seed = System.nanoTime();
    System.out.println("flipped bits: seed " + seed);
    Random random = new Random(seed);

    for (int flip = 0; flip < FLIPS; flip++) {
      int index = random.nextInt(-1, manifest.segments().size());
      String name = index < 0 ? Manifest.FILE : manifest.segments().get(index).file();
      Path file = folder.resolve(name);
      byte[] whole = Files.readAllBytes(file);
      int at = random.nextInt(whole.length);
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      Files.write(file, damaged);

      BackupException found = catchThrowableOfType(BackupException.class, this::check);

      Files.write(file, whole);
      assertThat(found).as("byte %d of %s, seed %d", at, name, seed).isNotNull();
      String where = index < 0 ? "MANIFEST is damaged" : place(whole, at);
      assertThat(found).hasMessageContaining(name).hasMessageContaining(where);
    }
    check();
  }

  /** How the damage of a segment's byte is named. */
  private static String place(byte[] segment, int at) {
    if (at < Frame.HEAD_BYTES) {
      return "in its first 24 bytes";
    }
    int begin = Frame.HEAD_BYTES;
    while (true) {
      Frame frame = Frame.read(Arrays.copyOfRange(segment, begin, begin + Frame.HEADER_BYTES));
      int content = begin + Frame.HEADER_BYTES;
      if (at < content) {
        return "at bytes %d to %d, before the entry of revision %d"
            .formatted(begin, content - 1, frame.firstRevision());
      }
      begin = content + frame.bytes();
      if (at < begin) {
        return "at bytes %d to %d: entries of revisions %d to %d"
            .formatted(content, begin - 1, frame.firstRevision(), frame.lastRevision());
      }
    }
  }

  @Test
  void namesEachSegmentThatIsDamaged() throws Exception {
    Segment first = manifest.segments().getFirst();
    Segment last = manifest.segments().getLast();
    byte[] one = Files.readAllBytes(folder.resolve(first.file()));
    byte[] other = Files.readAllBytes(folder.resolve(last.file()));
    Files.write(folder.resolve(first.file()), Arrays.copyOf(one, one.length - 1));
    Files.delete(folder.resolve(last.file()));

    assertThatThrownBy(this::check)
        .isInstanceOf(BackupException.class)
        .hasMessageContaining(
            "segment %s (revisions 1 to %d) is cut off after %d of %d bytes"
                .formatted(first.file(), first.lastRevision(), one.length - 1, one.length))
        .hasMessageContaining("the entries from revision ")
        .hasMessageContaining(last + " is missing");
    assertThatThrownBy(() -> source.backUp(folder)).hasMessageContaining(first.file());

    Files.write(folder.resolve(first.file()), Arrays.copyOf(one, one.length + 1));
    Files.write(folder.resolve(last.file()), other);
    assertThatThrownBy(this::check).hasMessageContaining("has more than its");
    Files.write(folder.resolve(first.file()), one);
    check();
  }

  @Test
  void refusesTheBackupOfANewerVersion() throws Exception {
    Path file = folder.resolve(Manifest.FILE);
    byte[] whole = Files.readAllBytes(file);

    rewriteManifest("\"format\" : 1", "\"format\" : 2");
    assertThatThrownBy(this::check)
        .isInstanceOf(BackupException.class)
        .hasMessage("the backup is of a newer version of Pedigree: format 2 (expected: up to 1)");
    assertThatThrownBy(() -> source.backUp(folder)).hasMessageContaining("newer version");
    Files.write(file, whole);
    rewriteManifest("\"payloadVersion\" : 4", "\"payloadVersion\" : 99");
    assertThatThrownBy(this::check).hasMessageContaining("payloads of version 99");
    Files.write(file, whole);
    check();
  }

  private void rewriteManifest(String old, String fresh) throws IOException {
    Path file = folder.resolve(Manifest.FILE);
    String text = Files.readString(file);
    String content = text.substring(0, text.length() - Digest.TEXT_LENGTH - 1);
    assertThat(content).contains(old);
    byte[] changed = content.replace(old, fresh).getBytes(StandardCharsets.UTF_8);
    Files.writeString(
        file, new String(changed, StandardCharsets.UTF_8) + Digest.of(changed) + "\n");
  }

  private void check() throws IOException {
    new Restore(folder, Source.SILENT, Clock.systemUTC()).check();
  }
}
