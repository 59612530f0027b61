package dev.pedigree.graph.propertygraph;

import static dev.pedigree.graph.state.FactsOf.amended;
import static dev.pedigree.graph.state.FactsOf.change;
import static dev.pedigree.graph.state.FactsOf.changes;
import static dev.pedigree.graph.state.FactsOf.edge;
import static dev.pedigree.graph.state.FactsOf.erasure;
import static dev.pedigree.graph.state.FactsOf.extended;
import static dev.pedigree.graph.state.FactsOf.id;
import static dev.pedigree.graph.state.FactsOf.recorded;
import static dev.pedigree.graph.state.FactsOf.retracted;
import static dev.pedigree.graph.state.FactsOf.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.tuple;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Append;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.InMemoryJournal;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.projection.Findings;
import dev.pedigree.graph.projection.Lease;
import dev.pedigree.graph.projection.LeaseStore;
import dev.pedigree.graph.projection.WatermarkStore;
import dev.pedigree.graph.state.AppliedFacts;
import dev.pedigree.graph.state.CassandraArtifactFacts;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.tinkerpop.gremlin.process.traversal.dsl.graph.GraphTraversalSource;
import org.apache.tinkerpop.gremlin.process.traversal.dsl.graph.__;
import org.apache.tinkerpop.gremlin.structure.T;
import org.janusgraph.core.JanusGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@WithLocalStack
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JanusPropertyGraphTest {
  private final InMemoryJournal journal = new InMemoryJournal(Clock.systemUTC());
  private final CassandraSettings settings;
  private final CqlSession session;
  private final WatermarkStore watermarks;
  private final CassandraArtifactFacts state;
  private final JanusPropertyGraph graph;
  private final GraphTable table;
  private Lease lease;

  JanusPropertyGraphTest(Endpoints endpoints) {
    settings =
        CassandraSettings.local(
            endpoints.cassandraHost(), endpoints.cassandraPort(), "property_graph_test");
    session = settings.open();
    LeaseStore.createTable(session);
    watermarks = new WatermarkStore(session);
    lease = takeLease();
    state = new CassandraArtifactFacts(session, journal);
    state.prepare();
    graph = new JanusPropertyGraph(settings, 1, journal, applied(Duration.ofSeconds(10)));
    graph.prepare();
    graph.prepare();
    table = new GraphTable(session, graph.keyspace());
  }

  private AppliedFacts applied(Duration timeout) {
    return new AppliedFacts(state, watermarks, timeout);
  }

  private Lease takeLease() {
    return new LeaseStore(session, Duration.ZERO)
        .take(CassandraArtifactFacts.NAME, UUID.randomUUID())
        .orElseThrow();
  }

  @BeforeEach
  void clear() {
    session.execute("TRUNCATE projections");
    session.execute("TRUNCATE artifact_facts");
    table.clear(session);
    lease = takeLease();
  }

  @AfterAll
  void close() {
    graph.close();
    session.close();
  }

  private void applyState(List<Change> changes) {
    state.apply(changes);
    assertThat(watermarks.advance(lease, changes.getLast().revision())).isTrue();
  }

  private void applyOneByOne(List<Change> changes) {
    applyState(changes);
    changes.forEach(change -> graph.apply(List.of(change)));
  }

  private List<String> verify(List<Change> changes) {
    Findings findings = new Findings();
    assertThat(graph.verify(changes, findings)).isEqualTo(findings.differences().size());
    return findings.differences();
  }

  /** A history that touches everything a vertex and an edge have. */
  private static List<Change> history() {
    return changes(
        recorded("d"),
        recorded("m", "MODEL", "{\"license\":\"MIT\",\"gone\":1}"),
        edge("TRAINED_ON", "m", "d", 0.25),
        edge("DERIVED_FROM", "m", "d", null),
        stage("m", Stage.PRODUCTION),
        amended("m", "{\"gone\":null}", List.of(new Label("team", "b")), "tier"),
        retracted("TRAINED_ON", "m", "d"),
        new Fact.ArtifactQuarantined(id("d"), "leak"),
        new Fact.ArtifactReleased(id("d"), "clean"),
        extended("d", "CORPUS", "{\"rows\":7}"),
        edge("TRAINED_ON", "m", "d", 0.75),
        new Fact.ArtifactQuarantined(id("m"), "leak"),
        new Fact.ArtifactRetracted(id("d"), "never was"));
  }

  @Test
  void showsArtifactsAndEdges() {
    applyOneByOne(history());

    VertexView model = graph.vertex(id("m")).orElseThrow();
    assertThat(model.kind()).isEqualTo("MODEL");
    assertThat(model.name()).isEqualTo("m");
    assertThat(model.stage()).isEqualTo("PRODUCTION");
    assertThat(model.quarantined()).isTrue();
    assertThat(model.labels()).isEqualTo("{\"team\":\"b\"}");
    assertThat(model.attributes()).isEqualTo("{\"license\":\"MIT\"}");
    VertexView data = graph.vertex(id("d")).orElseThrow();
    assertThat(data.quarantined()).isFalse();
    assertThat(data.retracted()).isTrue();
    assertThat(graph.vertex(id("x"))).isEmpty();
    assertThat(graph.edgesToParents(id("m")))
        .as("two types between one pair")
        .extracting(EdgeView::type, EdgeView::weight, EdgeView::revision, EdgeView::retracted)
        .containsExactlyInAnyOrder(
            tuple("TRAINED_ON", 0.75, 11L, false), tuple("DERIVED_FROM", null, 4L, false));
    assertThat(graph.edgesFromChildren(id("d"))).hasSize(2);
    assertThat(verify(history())).isEmpty();
  }

  @Test
  void isWalkedInPlainGremlin() {
    applyOneByOne(history());

    try (JanusGraph other = GraphConfiguration.open(settings, graph.keyspace())) {
      GraphTraversalSource g = other.traversal();
      assertThat(
              g.V(id("m").toString())
                  .outE("descendsFrom")
                  .has("type", "TRAINED_ON")
                  .inV()
                  .values("name")
                  .toList())
          .containsExactly("d");
      assertThat(g.V(id("d").toString()).in("descendsFrom").dedup().id().toList())
          .containsExactly(id("m").toString());
      g.tx().rollback();
    }
  }

  @Test
  void isTheSameInWhateverPortionsItIsApplied() {
    List<Change> changes = history();
    applyState(changes);

    for (int size = 1; size <= changes.size(); size += 2) {
      table.clear(session);
      for (int i = 0; i < changes.size(); i += size) {
        graph.apply(changes.subList(i, Math.min(changes.size(), i + size)));
      }
      assertThat(verify(changes)).as("portions of %s", size).isEmpty();
    }
  }

  @Test
  void isNotHarmedByAnythingThatIsAppliedAgain() {
    List<Change> changes = history();
    applyState(changes);
    graph.apply(changes);

    for (int from = 0; from < changes.size(); from++) {
      for (int to = from + 1; to < changes.size(); to += 3) {
        graph.apply(changes.subList(from, to));
      }
    }

    assertThat(verify(changes)).isEmpty();
  }

  @Test
  void waitsForTheStateThatItNeeds() {
    List<Change> changes = history();
    applyState(changes.subList(0, 5));
    try (JanusPropertyGraph impatient =
        new JanusPropertyGraph(settings, 1, journal, applied(Duration.ZERO))) {

      assertThatThrownBy(() -> impatient.apply(changes.subList(5, 6)))
          .isInstanceOf(UnavailableException.class)
          .hasMessage("state is applied up to 5 (expected: 6)");
    }
  }

  @Test
  void forgetsWhatIsErasedEvenIfItIsWrittenAgain() throws Exception {
    List<Change.Draft> drafts =
        List.of(
            change(1, recorded("m")).draft(),
            change(2, recorded("d")).draft(),
            change(3, edge("TRAINED_ON", "m", "d")).draft(),
            change(4, erasure(1L, 3L)).draft());
    Append.Done done = (Append.Done) journal.append(JournalHead.START, drafts);
    List<Change> before = done.entry().changes();
    applyOneByOne(before);

    graph.apply(before.subList(0, 3));

    VertexView model = graph.vertex(id("m")).orElseThrow();
    assertThat(model.namespace()).isEqualTo("(erased)");
    assertThat(model.version()).isNull();
    assertThat(model.labels()).isEqualTo("{}");
    journal.erase(List.of(1L, 3L));
    assertThat(verify(journal.read(JournalHead.START, 1).getFirst().changes())).isEmpty();
  }

  @Test
  void reportsWhatDiffersOrIsExtra() {
    List<Change> changes =
        changes(recorded("m"), recorded("d"), recorded("e"), edge("TRAINED_ON", "m", "d"));
    applyOneByOne(changes);

    try (JanusGraph tampered = GraphConfiguration.open(settings, graph.keyspace())) {
      GraphTraversalSource g = tampered.traversal();
      g.V(id("e").toString()).property("stage", "PRODUCTION").iterate();
      g.V(id("m").toString()).outE().property("weight", 0.125).iterate();
      g.V(id("m").toString())
          .addE("descendsFrom")
          .to(__.V(id("e").toString()))
          .property("type", "TRAINED_ON")
          .iterate();
      g.addV().property(T.id, "sha256:intruder").iterate();
      g.tx().commit();
    }

    assertThat(verify(changes))
        .anyMatch(text -> text.startsWith("differs: vertex") && text.contains("PRODUCTION"))
        .anyMatch(text -> text.startsWith("differs: edge") && text.contains("0.125"))
        .anyMatch(text -> text.startsWith("extra: edge") && text.contains(id("e").toString()))
        .anyMatch(text -> text.equals("extra: vertex sha256:intruder"));

    Findings repaired = new Findings();
    assertThat(graph.repair(changes, 4, repaired)).isEqualTo(repaired.differences().size());

    assertThat(verify(changes)).isEmpty();
    assertThat(graph.edgesToParents(id("m"))).hasSize(1);
    List<Change> more = new ArrayList<>(changes);
    more.add(change(5, stage("e", Stage.STAGING), retracted("TRAINED_ON", "m", "d")));
    applyState(more);
    graph.apply(more.subList(4, 5));
    assertThat(verify(more)).as("what comes later wins over the repair").isEmpty();
  }

  @Test
  void reportsWhatIsMissing() {
    List<Change> changes =
        changes(recorded("m"), recorded("d"), edge("TRAINED_ON", "m", "d"), recorded("e"));
    applyOneByOne(changes.subList(0, 2));

    assertThat(verify(changes))
        .as("the vertex, and the edge in both rows")
        .hasSize(3)
        .contains("missing: vertex " + id("e"))
        .filteredOn(text -> text.startsWith("missing: edge"))
        .hasSize(2);

    graph.repair(changes, 4, new Findings());
    assertThat(verify(changes)).isEmpty();
  }

  @Test
  void isBuiltAnewBesideTheOldOne() {
    try (JanusPropertyGraph next =
        new JanusPropertyGraph(settings, 2, journal, applied(Duration.ofSeconds(10)))) {
      assertThat(next.children(List.of(id("m")))).as("not prepared yet").isEmpty();
      next.scan(reader -> reader.scan(vertex -> fail("is empty, but has " + vertex)));

      next.prepare();
      next.apply(changes(recorded("m")));

      assertThat(next.name()).isEqualTo("property-graph-2");
      assertThat(next.vertex(id("m"))).isPresent();
      assertThat(graph.vertex(id("m"))).isEmpty();
      next.drop();
    }
  }
}
