package dev.pedigree.graph.service;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.recording.Judgement;
import dev.pedigree.graph.recording.Place;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.replica.Question;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.topology.TopologyReader;
import org.jspecify.annotations.Nullable;

/**
 * A question that is judged only while the process's schema is the one in force. So a process with
 * an older one goes on reading and stops writing.
 *
 * @param version of the process's schema
 */
record SchemaGuard(Question question, String version, Topology topology) implements Question {
  @Override
  public String by() {
    return question.by();
  }

  @Override
  public @Nullable String requestId() {
    return question.requestId();
  }

  @Override
  public Judgement judge(Place place) {
    Fact.SchemaPublished inForce = topology.read(place.revision(), TopologyReader::schema);
    if (inForce != null && !inForce.version().equals(version)) {
      throw new UnavailableException(
          "schema %s is in force, this process has %s (expected: it is restarted with that one)"
              .formatted(inForce.version(), version));
    }
    return question.judge(place);
  }

  @Override
  public RecordAnswer firstAnswer(Change change) {
    return question.firstAnswer(change);
  }
}
