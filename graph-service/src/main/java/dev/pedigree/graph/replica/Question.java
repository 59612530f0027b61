package dev.pedigree.graph.replica;

import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.recording.Judgement;
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
   * Judges it as the change that would be {@code revision}; what is accepted is applied to the
   * topology.
   *
   * @param settled the newest revision that is in the journal
   */
  Judgement judge(long revision, long settled);

  /** The answer that {@code change}, which has this request id, was made with. */
  RecordAnswer firstAnswer(Change change);
}
