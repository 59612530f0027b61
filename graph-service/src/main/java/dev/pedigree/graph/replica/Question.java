package dev.pedigree.graph.replica;

import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.recording.Judgement;
import dev.pedigree.graph.recording.Place;
import dev.pedigree.graph.recording.RecordAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Something to be judged and, if it is accepted, appended. May be judged several times, each time
 * on other ground.
 */
public interface Question {
  /** Who asks. */
  String by();

  /** Null: the answer need not be remembered. */
  @Nullable String requestId();

  /**
   * Judges it as the change that would lie at {@code place}; what is accepted is applied to the
   * topology.
   */
  Judgement judge(Place place);

  /** The answer that {@code change}, which has this request id, was made with. */
  RecordAnswer firstAnswer(Change change);
}
