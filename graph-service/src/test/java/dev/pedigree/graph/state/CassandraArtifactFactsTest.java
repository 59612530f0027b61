package dev.pedigree.graph.state;

import static dev.pedigree.graph.state.FactsOf.change;
import static dev.pedigree.graph.state.FactsOf.changes;
import static dev.pedigree.graph.state.FactsOf.edge;
import static dev.pedigree.graph.state.FactsOf.erasure;
import static dev.pedigree.graph.state.FactsOf.id;
import static dev.pedigree.graph.state.FactsOf.recorded;
import static dev.pedigree.graph.state.FactsOf.retracted;
import static dev.pedigree.graph.state.FactsOf.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Append;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.InMemoryJournal;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.projection.Findings;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WithLocalStack
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CassandraArtifactFactsTest {
  private final InMemoryJournal journal = new InMemoryJournal(Clock.systemUTC());
  private CqlSession session;
  private CassandraArtifactFacts facts;

  CassandraArtifactFactsTest(Endpoints endpoints) {
    session =
        CassandraSettings.local(
                endpoints.cassandraHost(), endpoints.cassandraPort(), "artifact_facts_test")
            .open();
    facts = new CassandraArtifactFacts(session, journal);
  }

  @BeforeAll
  void isNotThereBeforeItIsPrepared() {
    assertThatThrownBy(() -> facts.read(List.of(id("m")), 1))
        .isInstanceOf(UnavailableException.class);
    facts.prepare();
    facts.prepare();
  }

  @BeforeEach
  void clear() {
    session.execute("TRUNCATE artifact_facts");
    facts = new CassandraArtifactFacts(session, journal);
  }

  @AfterAll
  void close() {
    session.close();
  }

  private List<Occurrence> read(String id, long asOf) {
    return facts.read(List.of(id(id)), asOf).getOrDefault(id(id), List.of());
  }

  private Findings verify(List<Change> changes) {
    Findings findings = new Findings();
    assertThat(facts.verify(changes, findings)).isEqualTo(findings.differences().size());
    return findings;
  }

  @Test
  void givesBackWhatWasAppliedUpToARevision() {
    List<Change> changes =
        List.of(
            change(1, recorded("d"), recorded("m"), edge("TRAINED_ON", "m", "d")),
            change(2, stage("m", Stage.STAGING)),
            change(3, retracted("TRAINED_ON", "m", "d")));

    facts.apply(changes);

    assertThat(read("m", 9)).isEqualTo(FactsOf.about("m", changes));
    assertThat(read("m", 2)).isEqualTo(FactsOf.about("m", changes.subList(0, 2)));
    assertThat(read("d", 9)).isEqualTo(FactsOf.about("d", changes));
    assertThat(read("x", 9)).isEmpty();
    assertThat(verify(changes).differences()).isEmpty();
  }

  @Test
  void readsManyArtifactsWithFewStatements() {
    List<Change> changes =
        IntStream.rangeClosed(1, 1000).mapToObj(i -> change(i, recorded("a" + i))).toList();
    facts.apply(changes);
    List<ArtifactId> ids = IntStream.rangeClosed(1, 1000).mapToObj(i -> id("a" + i)).toList();

    Map<ArtifactId, List<Occurrence>> read = facts.read(ids, 1000);

    assertThat(read).hasSize(1000);
    assertThat(facts.statements()).isEqualTo(5);
    assertThat(verify(changes).differences()).isEmpty();
  }

  @Test
  void holdsAnArtifactWithManyFacts() {
    List<Change> changes = new ArrayList<>(List.of(change(1, recorded("m"))));
    IntStream.rangeClosed(2, 6000)
        .forEach(i -> changes.add(change(i, edge("DERIVED_FROM", "m", "p" + i))));

    facts.apply(changes);

    assertThat(read("m", 6000)).isEqualTo(FactsOf.about("m", changes));
  }

  @Test
  void changesNothingWhenAppliedAgainInOtherPortions() {
    List<Change> changes =
        changes(
            recorded("m"),
            edge("TRAINED_ON", "m", "d"),
            retracted("TRAINED_ON", "m", "d"),
            edge("TRAINED_ON", "m", "d"));
    facts.apply(changes);

    facts.apply(changes.subList(1, 3));
    facts.apply(changes.subList(0, 2));

    assertThat(verify(changes).differences()).isEmpty();
  }

  @Test
  void forgetsWhatIsErasedEvenIfItIsWrittenAgain() throws Exception {
    List<Change.Draft> drafts =
        List.of(
            change(1, recorded("m")).draft(),
            change(2, stage("m", Stage.STAGING)).draft(),
            change(3, erasure(1L)).draft());
    Append.Done done = (Append.Done) journal.append(JournalHead.START, drafts);
    List<Change> before = done.entry().changes();
    facts.apply(before.subList(0, 2));

    facts.apply(before.subList(2, 3));
    facts.apply(before.subList(0, 1));

    journal.erase(List.of(1L));
    List<Change> after = journal.read(JournalHead.START, 1).getFirst().changes();
    assertThat(after.getFirst().erased()).isTrue();
    assertThat(verify(after).differences()).isEmpty();
    assertThat(read("m", 3).getFirst().by()).isEqualTo("(erased)");
  }

  @Test
  void reportsRowsThatAreMissingDifferentOrExtra() {
    List<Change> changes =
        changes(recorded("m"), recorded("d"), edge("TRAINED_ON", "m", "d"), recorded("e"));
    facts.apply(changes);
    String m = id("m").digest().hex();
    String d = id("d").digest().hex();

    session.execute(
        "DELETE changes[3] FROM artifact_facts WHERE artifact = 0x" + m + " AND span = 0");
    String broken = "UPDATE artifact_facts SET changes[2] = 0x00 WHERE span = 0 AND artifact = 0x";
    session.execute(broken + d);
    session.execute(broken + "ff" + d.substring(2));
    session.execute(
        "UPDATE artifact_facts SET changes[1] = 0x00 WHERE span = 7 AND artifact = 0x" + m);

    assertThat(verify(changes).differences())
        .containsExactlyInAnyOrder(
            "missing: facts of " + id("m") + " at revision 3",
            "differs: facts of " + id("d") + " at revision 2",
            "extra: facts of sha256:ff" + d.substring(2) + " at revision 2",
            "extra: facts of " + id("m") + " at revision 1, in the row of span 7");

    assertThat(facts.repair(changes, 4, new Findings())).isEqualTo(4);

    assertThat(verify(changes).differences()).isEmpty();
    CassandraArtifactFacts other = new CassandraArtifactFacts(session, journal);
    other.prepare();
    List<Change> later = List.of(change(2, stage("d", Stage.STAGING)), change(5, recorded("x")));
    other.apply(later);
    assertThat(read("d", 5)).as("what comes later wins over the repair").hasSize(1);
    assertThat(read("d", 5).getFirst().fact()).isEqualTo(stage("d", Stage.STAGING));
  }

  @Test
  void joinsTailAndStore() {
    List<Change> changes =
        changes(
            recorded("m"), stage("m", Stage.STAGING), stage("m", Stage.PRODUCTION), recorded("n"));
    UnappliedTail tail = new UnappliedTail();
    ArtifactStates states = new ArtifactStates(facts, tail);
    changes.forEach(tail::add);

    assertThat(states.facts(List.of(id("m")), 3)).containsValue(FactsOf.about("m", changes));
    assertThat(facts.statements()).as("the tail has all of it").isZero();

    facts.apply(changes.subList(0, 2));
    tail.trim(1);

    assertThat(states.facts(List.of(id("m")), 4)).containsValue(FactsOf.about("m", changes));
    assertThat(states.load(List.of(id("n"), id("x"), id("m")), 4).keySet())
        .containsExactly(id("n"), id("m"));
    assertThat(states.load(List.of(id("n")), 3)).isEmpty();
    assertThat(states.history(id("m"), 3)).containsExactly(1L, 2L, 3L);
    assertThat(states.history(id("m"), 2)).containsExactly(1L, 2L);
  }

  @Test
  void hidesWhatIsErasedBeforeTheStoreKnows() {
    List<Change> changes = List.of(change(1, recorded("m")), change(2, erasure(1L)));
    UnappliedTail tail = new UnappliedTail();
    facts.apply(changes.subList(0, 1));
    tail.trim(1);
    tail.add(changes.get(1));

    assertThat(new ArtifactStates(facts, tail).load(List.of(id("m")), 1).values())
        .extracting(ArtifactState::recordedBy)
        .containsExactly("(erased)");
  }

  @Test
  void readsOnceWhatDoesNotChange() {
    List<Change> changes = changes(recorded("m"), stage("m", Stage.STAGING), recorded("n"));
    UnappliedTail tail = new UnappliedTail();
    ArtifactStates states = new ArtifactStates(facts, tail);
    facts.apply(changes);
    tail.trim(3);
    states.load(List.of(id("m"), id("n"), id("x")), 3);
    long read = facts.statements();

    assertThat(states.facts(List.of(id("n"), id("m")), 1))
        .isEqualTo(Map.of(id("m"), FactsOf.about("m", changes.subList(0, 1)), id("n"), List.of()));
    assertThat(states.load(List.of(id("x")), 3)).isEmpty();
    assertThat(facts.statements()).isEqualTo(read);
  }

  @Test
  void readsAgainWhatIsErased() {
    List<Change> changes = List.of(change(1, recorded("m")), change(2, erasure(1L)));
    UnappliedTail tail = new UnappliedTail();
    ArtifactStates states = new ArtifactStates(facts, tail);
    facts.apply(changes.subList(0, 1));
    tail.trim(1);
    states.load(List.of(id("m")), 1);

    tail.add(changes.get(1));
    tail.trim(2);
    session.execute("TRUNCATE artifact_facts");

    assertThat(states.load(List.of(id("m")), 1)).as("nothing is remembered").isEmpty();
  }

  /** Either way the tail does not hold it: trimmed, or applied before it came. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void lacksNothingWhileChangesPassFromTailToStore(boolean appliedByAnother) throws Exception {
    List<Change> changes = stagesOf("m", 400);
    UnappliedTail tail = new UnappliedTail();
    ArtifactStates states = new ArtifactStates(facts, tail);
    AtomicLong visible = new AtomicLong();
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    Runnable reading =
        () -> {
          while (visible.get() < changes.size() && wrong.isEmpty()) {
            long asOf = visible.get();
            int seen = states.facts(List.of(id("m")), asOf).getOrDefault(id("m"), List.of()).size();
            if (seen != asOf) {
              wrong.add("at revision " + asOf + ": " + seen);
            }
          }
        };
    List<Thread> readers =
        List.of(Thread.startVirtualThread(reading), Thread.startVirtualThread(reading));

    for (Change change : changes) {
      if (appliedByAnother) {
        facts.apply(List.of(change));
        tail.trim(change.revision());
        tail.add(change);
        visible.set(change.revision());
      } else {
        tail.add(change);
        visible.set(change.revision());
        facts.apply(List.of(change));
        tail.trim(change.revision());
      }
    }
    for (Thread reader : readers) {
      reader.join();
    }

    assertThat(wrong).isEmpty();
  }

  private static List<Change> stagesOf(String artifact, int count) {
    Fact[] facts = new Fact[count];
    facts[0] = recorded(artifact);
    for (int i = 1; i < count; i++) {
      facts[i] = stage(artifact, i % 2 == 0 ? Stage.STAGING : Stage.PRODUCTION);
    }
    return changes(facts);
  }
}
