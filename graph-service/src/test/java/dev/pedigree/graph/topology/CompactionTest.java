package dev.pedigree.graph.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.TypeSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {
  private static final TypeSystem TYPES = PedigreeSchema.load().typeSystem();
  private static final int CHANGES = 60;

  @TempDir Path folder;

  @Test
  void saysTheSameWhereverTheBaseEnds() {
    for (long seed = 0; seed < 40; seed++) {
      List<Change> history = new RandomHistory(seed).ofChanges(CHANGES);
      Random random = new Random(seed);
      Topology growing = new Topology(TYPES);
      Topology compacted = new Topology(TYPES);
      for (Change change : history) {
        growing.apply(change);
        compacted.apply(change);
        if (random.nextInt(10) == 0) {
          compacted.compact(end(change));
        }
      }

      for (long revision = 0; revision <= CHANGES; revision += 1 + random.nextInt(7)) {
        assertThat(Described.at(compacted, revision, history))
            .as("seed %d at revision %d", seed, revision)
            .isEqualTo(Described.at(growing, revision, history));
      }
    }
  }

  @Test
  void takesBackWhatIsNotSettledUponABase() {
    for (long seed = 0; seed < 20; seed++) {
      List<Change> history = new RandomHistory(seed).ofChanges(CHANGES);
      Topology topology = new Topology(TYPES);
      for (Change change : history.subList(0, CHANGES / 2)) {
        topology.apply(change);
        if (change.revision() == CHANGES / 3) {
          topology.compact(end(change));
        }
      }
      List<String> before = Described.at(topology, CHANGES / 2, history);
      for (Change change : history.subList(CHANGES / 2, CHANGES)) {
        change.facts().forEach(fact -> topology.apply(change.revision(), change.by(), fact));
      }

      assertThat(Described.at(topology, CHANGES / 2, history)).isEqualTo(before);
      topology.rollBack(0);

      assertThat(Described.at(topology, CHANGES, history).subList(3, before.size()))
          .as("seed %d", seed)
          .isEqualTo(before.subList(3, before.size()));
    }
  }

  @Test
  void beginsAgainWithASnapshot() {
    for (long seed = 0; seed < 10; seed++) {
      List<Change> history = new RandomHistory(seed).ofChanges(CHANGES);
      SnapshotFolder snapshots = new SnapshotFolder(folder.resolve("s" + seed), "journal");
      Topology before = new Topology(TYPES, snapshots);
      for (Change change : history) {
        before.apply(change);
        if (change.revision() == CHANGES / 2) {
          before.compact(end(change));
        }
      }

      Topology after = new Topology(TYPES, snapshots);
      JournalHead restored = after.restore(end(history.get(CHANGES / 2 - 1))::equals);

      assertThat(restored.revision()).isEqualTo(CHANGES / 2);
      history.subList(CHANGES / 2, CHANGES).forEach(after::apply);
      assertThat(Described.at(after, CHANGES, history))
          .as("seed %d", seed)
          .isEqualTo(Described.at(before, CHANGES, history));
      for (Change change : history) {
        Change.Request request = change.draft().request();
        if (request != null) {
          assertThat(after.answer(change.by(), request.id()))
              .isEqualTo(OptionalLong.of(change.revision()));
        }
      }
    }
  }

  @Test
  void doesNotTrustASnapshotOfAnotherJournal() throws IOException {
    kept();

    Topology after = new Topology(TYPES, new SnapshotFolder(folder, "journal"));

    assertThat(after.restore(head -> false)).isEqualTo(JournalHead.START);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void noticesEveryDamage() throws IOException {
    Path file = kept();
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at += 1 + whole.length / 300) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      Files.write(file, damaged);

      assertThat(restored()).as("a byte turned at %d", at).isEqualTo(JournalHead.START);
    }
    for (int length = 0; length < whole.length; length += 1 + whole.length / 100) {
      Files.write(file, Arrays.copyOf(whole, length));

      assertThat(restored()).as("cut off at %d", length).isEqualTo(JournalHead.START);
    }
    Files.write(file, whole);
    assertThat(restored().revision()).isEqualTo(CHANGES);
  }

  @Test
  void goesOnWithoutASnapshotWhereNoneCanBeWritten() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "a file, not a folder");
    List<Change> history = new RandomHistory(1).ofChanges(CHANGES);
    Topology topology = new Topology(TYPES, new SnapshotFolder(taken, "journal"));
    history.forEach(topology::apply);
    List<String> before = Described.at(topology, CHANGES, history);

    topology.compact(end(history.getLast()));

    assertThat(Described.at(topology, CHANGES, history)).isEqualTo(before);
  }

  @Test
  void compactsByItselfWhileReadersRead() throws InterruptedException {
    Topology topology = new Topology(TYPES, SnapshotFolder.NONE, 500);
    List<Change> history = new RandomHistory(7).ofChanges(6_000);
    AtomicLong head = new AtomicLong();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    while (head.get() < history.size()) {
                      long revision = head.get();
                      int artifacts = topology.read(revision, TopologyReader::artifactCount);
                      int edges = topology.read(revision, TopologyReader::edgeCount);
                      assertThat(topology.read(revision, TopologyReader::artifactCount))
                          .isEqualTo(artifacts);
                      assertThat(topology.read(revision, TopologyReader::edgeCount))
                          .isEqualTo(edges);
                      int[] parents = {0, 0};
                      topology.read(
                          revision,
                          graph -> {
                            for (int a = 0; a < artifacts; a += 1 + artifacts / 100) {
                              graph.parents(a, (edge, type, other) -> parents[0]++);
                              graph.children(a, (edge, type, other) -> parents[1]++);
                            }
                            return parents;
                          });
                    }
                  } catch (Throwable e) {
                    failure.set(e);
                  }
                });

    for (Change change : history) {
      topology.apply(change);
      topology.reached(end(change));
      head.set(change.revision());
    }
    reader.join();
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (topology.memory().artifacts() == 0) {
      assertThat(System.nanoTime()).as("compacted in time").isLessThan(deadline);
      Thread.sleep(10);
      topology.reached(end(history.getLast()));
    }

    assertThat(failure.get()).isNull();
    Topology fresh = new Topology(TYPES);
    history.forEach(fresh::apply);
    List<Change> few = history.subList(0, 1_000);
    assertThat(Described.at(topology, 5_999, few)).isEqualTo(Described.at(fresh, 5_999, few));
    topology.close();
  }

  private Path kept() throws IOException {
    List<Change> history = new RandomHistory(3).ofChanges(CHANGES);
    Topology topology = new Topology(TYPES, new SnapshotFolder(folder, "journal"));
    history.forEach(topology::apply);
    topology.compact(end(history.getLast()));
    try (Stream<Path> files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }

  private JournalHead restored() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy"));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return new Topology(TYPES, new SnapshotFolder(copy, "journal")).restore(head -> true);
  }

  private static JournalHead end(Change change) {
    return new JournalHead(change.revision(), Digest.of("entry"), change.at(), 1, 2);
  }
}
