package dev.pedigree.graph.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.TypeSystem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyRepairTest {
  private static final TypeSystem TYPES = PedigreeSchema.load().typeSystem();
  private static final int CHANGES = 60;

  @Test
  void isTheJournalsAgainOnceItIsMadeAnew() {
    List<Change> history = new RandomHistory(7).ofChanges(CHANGES);
    Topology topology = new Topology(TYPES);
    history.forEach(topology::apply);
    List<String> before = Described.at(topology, CHANGES, history);
    assertThat(differences(topology, history)).isEmpty();

    ArtifactId artifact =
        topology.read(CHANGES, graph -> graph.artifactId(graph.artifactCount() - 1));
    Stage wrong =
        topology.read(CHANGES, graph -> graph.stage(graph.artifactCount() - 1)) == Stage.ARCHIVED
            ? Stage.DRAFT
            : Stage.ARCHIVED;
    topology.apply(CHANGES, "nobody", new Fact.StageChanged(artifact, wrong, null));
    topology.settle(List.of(), JournalHead.START);

    assertThat(differences(topology, history))
        .singleElement()
        .asString()
        .startsWith("topology: " + artifact + " stage: " + wrong + " (expected: ");

    topology.rebuild(history, new JournalHead(CHANGES, Digest.ZERO, Instant.EPOCH, 0, 0));

    assertThat(differences(topology, history)).isEmpty();
    assertThat(Described.at(topology, CHANGES, history)).isEqualTo(before);
  }

  private static List<String> differences(Topology topology, List<Change> history) {
    List<String> found = new ArrayList<>();
    new TopologyVerifier(topology, TYPES, found::add).verify(history);
    return found;
  }
}
