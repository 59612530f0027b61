package dev.pedigree.graph.recording;

import dev.pedigree.graph.journal.Change;
import java.util.List;

/** What was decided about a request, given the graph as it stands. */
public sealed interface Judgement {
  /**
   * It is to be appended. Its facts are applied to the topology already.
   *
   * @param answer what to say once it is in the journal
   */
  record Accepted(Change.Draft draft, RecordAnswer.Recorded answer) implements Judgement {}

  /** Nothing is to be appended: all of it is known, or it was answered before. */
  record Unchanged(RecordAnswer.Recorded answer) implements Judgement {}

  record Refused(List<Refusal> refusals) implements Judgement {
    public Refused {
      refusals = List.copyOf(refusals);
    }
  }

  /**
   * It depends on the stored state of an artifact that was touched since the settled revision:
   * append first, then ask again.
   */
  record Unsettled() implements Judgement {}
}
