package dev.pedigree.graph.service;

import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Judgement;
import dev.pedigree.graph.recording.Place;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.Refusal;
import dev.pedigree.graph.replica.Question;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.schema.PedigreeSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for a process's schema to be put in force: a change of the journal like any other. */
record SchemaPublication(SchemaOffer offer, Topology topology) implements Question {
  private static final String BY = "pedigree";

  @Override
  public String by() {
    return BY;
  }

  @Override
  public @Nullable String requestId() {
    return null;
  }

  @Override
  public Judgement judge(Place place) {
    PedigreeSchema schema = offer.schema();
    SchemaCheck check = SchemaCheck.of(schema, topology, place.revision());
    if (check.isInForce()) {
      return new Judgement.Unchanged(answer(place.settled(), false));
    }
    List<String> reasons = check.against(offer.mayBreakClients());
    if (!reasons.isEmpty()) {
      return new Judgement.Refused(
          reasons.stream().map(it -> new Refusal(ErrorCode.UNKNOWN_TYPE, it, null)).toList());
    }
    Fact published = new Fact.SchemaPublished(check.offered(), schema.sdl());
    topology.apply(place.revision(), BY, published);
    return new Judgement.Accepted(
        new Change.Draft(BY, null, List.of(published), List.of()), answer(place.revision(), true));
  }

  @Override
  public RecordAnswer firstAnswer(Change change) {
    throw new IllegalStateException("it has no request id, so it has no earlier answer");
  }

  private static RecordAnswer.Recorded answer(long revision, boolean changed) {
    return new RecordAnswer.Recorded(revision, changed, List.of(), List.of(), List.of());
  }
}
