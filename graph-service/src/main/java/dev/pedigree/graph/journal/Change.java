package dev.pedigree.graph.journal;

import dev.pedigree.graph.artifact.Digest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one request did, atomically.
 *
 * @param revision its number: the first change is revision 1
 * @param at never before that of the change before it
 * @param erased whether its payload was erased; its facts are then what was left of them, see
 *     {@link Residue}
 */
public record Change(long revision, Instant at, Draft draft, boolean erased) {
  public String by() {
    return draft.by();
  }

  /** In the order in which they hold: a later one may build on an earlier one. */
  public List<Fact> facts() {
    return draft.facts();
  }

  /**
   * A change before it has a place in the journal.
   *
   * @param by who asked
   * @param request null: nobody will ask for this answer again
   * @param warnings what the answer warned of, kept so that a repeated request gets the same answer
   */
  public record Draft(
      String by, @Nullable Request request, List<Fact> facts, List<Warning> warnings) {
    public Draft {
      facts = List.copyOf(facts);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * The request that a change answers.
   *
   * @param id as the client gave it
   * @param fingerprint of what was asked, so that one id for two questions is noticed
   */
  public record Request(String id, Digest fingerprint) {}

  /**
   * Something that the one who asked should know, although the change was made.
   *
   * @param path where in the input, such as {@code input.artifacts[0].model.parents[1]}
   */
  public record Warning(String code, String message, @Nullable String path) {}
}
