package dev.pedigree.graph.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Writers that meet at one head. */
@WithLocalStack
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalRaceTest {
  /** Per writer; {@code -Dpedigree.race.changes} and {@code -Dpedigree.race.perEntry} differ. */
  private static final int CHANGES = Integer.getInteger("pedigree.race.changes", 5_000);

  /** For the pace of one writer that nobody races. */
  private static final int ALONE = CHANGES / 10;

  private static final int PER_ENTRY = Integer.getInteger("pedigree.race.perEntry", 20);

  private final Endpoints endpoints;
  private final JournalKeyspace keyspace;
  private final CassandraJournal journal;

  JournalRaceTest(Endpoints endpoints) {
    this.endpoints = endpoints;
    keyspace = new JournalKeyspace(endpoints);
    journal = new CassandraJournal(keyspace.session(), Clock.systemUTC());
  }

  @BeforeEach
  void clear() {
    keyspace.clear();
  }

  @AfterAll
  void close() {
    keyspace.close();
  }

  @Test
  void letsExactlyOneOfTwoProcessesHaveEachPosition() throws Exception {
    double alone = race(ALONE, "alone").rate();
    JournalHead start = end(JournalHead.START);

    Outcome together = race(CHANGES, "left", "right");

    List<Change> written = changesBehind(start);
    Map<String, Long> revisions = new TreeMap<>();
    written.forEach(
        change ->
            assertThat(revisions.put(RacingWriter.requestOf(change), change.revision())).isNull());
    assertThat(revisions).isEqualTo(together.acknowledged());
    assertThat(revisions).hasSize(2 * CHANGES);
    assertThat(written.getLast().revision()).isEqualTo(ALONE + 2L * CHANGES);
    Findings findings = new Findings();
    journal.verify(end(start), findings);
    assertThat(findings.damages).isEmpty();
    assertThat(findings.checked).isEqualTo(ALONE + 2L * CHANGES);
    System.out.printf(
        "one writer: %.0f changes/s; two together: %.0f changes/s (%.2f of it)%n",
        alone, together.rate(), together.rate() / alone);
  }

  @Test
  void letsOneOfTwoWinThatJudgedTheSameHead() throws Exception {
    JournalHead head = JournalHead.START;
    CyclicBarrier judged = new CyclicBarrier(2);

    for (int round = 0; round < 50; round++) {
      JournalHead here = head;
      int number = 2 * round;
      List<Append> answers =
          together(
              () -> judgeAndAppend(here, number, judged),
              () -> judgeAndAppend(here, number + 1, judged));

      assertThat(answers).filteredOn(Append.Done.class::isInstance).hasSize(1);
      assertThat(answers).contains(new Append.Conflict(here));
      List<Entry> entries = journal.read(here, 10);
      assertThat(answers).contains(new Append.Done(entries.getFirst()));
      head = entries.getLast().after();
    }

    assertThat(head.revision()).isEqualTo(50);
  }

  @Test
  void losesNoErasureWhenTwoEraseInOneEntry() throws Exception {
    JournalContract.append(journal, JournalHead.START, Drafts.many(0, 40));
    List<Callable<Boolean>> erasures = new ArrayList<>();
    for (long revision = 1; revision <= 40; revision++) {
      long erased = revision;
      erasures.add(
          () -> {
            journal.erase(List.of(erased));
            return true;
          });
    }

    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Boolean> done : threads.invokeAll(erasures)) {
        assertThat(done.get()).isTrue();
      }
    }

    List<Entry> entries = journal.read(JournalHead.START, 10);
    assertThat(entries.getFirst().changes()).hasSize(40).allMatch(Change::erased);
  }

  private Append judgeAndAppend(JournalHead head, int number, CyclicBarrier judged)
      throws Exception {
    assertThat(journal.read(head, 1)).isEmpty();
    judged.await();
    return journal.append(head, Drafts.many(number, 1));
  }

  private static List<Append> together(Callable<Append> one, Callable<Append> other)
      throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Append> first = threads.submit(one);
      Future<Append> second = threads.submit(other);
      return List.of(first.get(), second.get());
    }
  }

  private JournalHead end(JournalHead from) {
    JournalHead head = from;
    for (List<Entry> next = journal.read(head, 500);
        !next.isEmpty();
        next = journal.read(head, 500)) {
      head = next.getLast().after();
    }
    return head;
  }

  private List<Change> changesBehind(JournalHead start) {
    List<Change> changes = new ArrayList<>();
    JournalHead head = start;
    for (List<Entry> next = journal.read(head, 500);
        !next.isEmpty();
        next = journal.read(head, 500)) {
      next.forEach(entry -> changes.addAll(entry.changes()));
      head = next.getLast().after();
    }
    return changes;
  }

  /** What the writers of one race said. */
  private record Outcome(Map<String, Long> acknowledged, double rate) {}

  private Outcome race(int changes, String... names) throws IOException, InterruptedException {
    List<Process> writers = new ArrayList<>();
    try {
      for (String name : names) {
        writers.add(start(name, changes));
      }
      List<BufferedReader> said = new ArrayList<>();
      for (Process writer : writers) {
        said.add(writer.inputReader());
        assertThat(said.getLast().readLine()).isEqualTo("ready");
      }
      for (Process writer : writers) {
        writer.outputWriter().append("go\n").flush();
      }
      return outcome(said);
    } finally {
      writers.forEach(Process::destroyForcibly);
    }
  }

  private static Outcome outcome(List<BufferedReader> said) {
    Map<String, Long> acknowledged = new TreeMap<>();
    long longestMillis = 1;
    for (BufferedReader writer : said) {
      for (String line : writer.lines().toList()) {
        String[] words = line.split(" ", 2);
        if (words[0].equals("took")) {
          longestMillis = Math.max(longestMillis, Long.parseLong(words[1]));
        } else {
          assertThat(acknowledged.put(words[0], Long.valueOf(words[1]))).isNull();
        }
      }
    }
    return new Outcome(acknowledged, acknowledged.size() * 1000.0 / longestMillis);
  }

  private Process start(String name, int changes) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            RacingWriter.class.getName(),
            endpoints.cassandraHost(),
            Integer.toString(endpoints.cassandraPort()),
            keyspace.name(),
            name,
            Integer.toString(changes),
            Integer.toString(PER_ENTRY))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
