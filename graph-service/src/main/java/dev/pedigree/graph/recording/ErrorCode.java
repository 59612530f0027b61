package dev.pedigree.graph.recording;

import java.util.Optional;
import java.util.stream.Stream;

/** Why something was refused: stable, for programs. */
public enum ErrorCode {
  INVALID_VALUE(
      "A value is not what its field takes: malformed, out of range, too long.",
      "Correct the value at `path`; the message says what is expected."),
  INVALID_DIGEST(
      "A digest is not `sha256:` and 64 lower-case hexadecimal digits.",
      "Send the SHA-256 of the content in that form."),
  UNKNOWN_TYPE(
      "There is no such kind, edge type or mutation in the schema in force.",
      "Look it up in the schema, or add it as an extension."),
  INVALID_EDGE(
      "The edge type does not join these kinds, or an artifact is its own parent.",
      "Use an edge type that joins them; the message lists what the type takes."),
  UNKNOWN_PARENT(
      "A parent is not recorded, or the caller may not read it.",
      "Record the parent first, or in the same request."),
  CYCLE(
      "An edge would make an artifact its own ancestor.",
      "`cycle` has the artifacts that the edge would close; one of their edges is wrong."),
  KIND_CONFLICT(
      "The digest belongs to an artifact of another family.",
      "Record it as the kind that it is, or correct the digest."),
  NAME_TAKEN(
      "The name with this version belongs to another artifact, for ever.",
      "Choose another version or name."),
  ATTRIBUTE_CONFLICT(
      "An attribute that is recorded would change.", "Change it with `amend`, with a reason."),
  EDGE_CONFLICT(
      "The same edge is recorded with another weight, other mutations or attributes.",
      "Retract the edge first, or send what is recorded."),
  REQUEST_ID_REUSED(
      "The request id was used for another request.",
      "Use a fresh id for what is not a repetition."),
  NOT_FOUND(
      "There is no such thing, or the caller may not read it.",
      "Check the id or the name, and the revision that is asked about."),
  STALE(
      "The artifact or an ancestor changed since the revision that was expected.",
      "Read again, decide again, and send the revision that was read."),
  RETRACTED("The artifact is retracted.", "Record what replaces it."),
  QUARANTINED(
      "The artifact or an ancestor is quarantined.",
      "Release the quarantine, or use another artifact."),
  POLICY_VIOLATED(
      "A policy does not let the artifact be at that stage.",
      "The message names the rule and the offenders; mend them, or have the rule waived."),
  UNAUTHENTICATED(
      "There is no token, or none that is valid.",
      "Send `Authorization: Bearer` and a valid token."),
  FORBIDDEN(
      "The caller may not do that.", "Ask with the scope or the namespace that the message names."),
  PERSISTED_QUERY_NOT_FOUND(
      "No document is known by that hash or id, or not any more.",
      "Send the document together with its hash; one that is only sent by its id must be in the"
          + " gateway's list."),
  UNTRUSTED_DOCUMENT(
      "The gateway answers trusted documents only, and this is none of them.",
      "Ask with a document of the list, or have it added."),
  WRONG_TRANSPORT(
      "An operation of this kind is not answered to a request of this kind.",
      "Send mutations with POST, and subscriptions as server-sent events or over a websocket."),
  REVISION_NOT_REACHED(
      "The revision is not written yet, or was not reached in time.",
      "Ask again in a moment, or about a revision that `head` has reached.",
      Repetition.MAY_HELP),
  INVALID_CURSOR(
      "The cursor belongs to another question, or is none.", "Begin with the first page."),
  RATE_LIMITED(
      "The caller asks for more than it may at a time.",
      "Wait as long as the message says, and ask again; or ask for less.",
      Repetition.MAY_HELP),
  TOO_LARGE(
      "The request, or its answer, is larger than may be.",
      "Ask for less at once: smaller pages, fewer fields, several requests."),
  BUDGET_EXCEEDED(
      "The question could not be answered within the time and size that it may take.",
      "Narrow the question: `maxDepth`, edge types, a smaller page."),
  UNAVAILABLE(
      "It cannot be answered now: a store does not answer, or a process is catching up.",
      "Ask again, with the same request id, waiting longer from time to time.",
      Repetition.MAY_HELP),
  INTERNAL(
      "Something that nobody expected.",
      "Tell the operator the id in the message; the log has it, with the cause.");

  private final String meaning;
  private final String advice;
  private final Repetition repetition;

  /** Whether the same request may succeed later, though nobody has changed anything. */
  private enum Repetition {
    MAY_HELP,
    IS_OF_NO_USE
  }

  ErrorCode(String meaning, String advice) {
    this(meaning, advice, Repetition.IS_OF_NO_USE);
  }

  ErrorCode(String meaning, String advice, Repetition repetition) {
    this.meaning = meaning;
    this.advice = advice;
    this.repetition = repetition;
  }

  /** The code of that name; empty: there is none. */
  public static Optional<ErrorCode> named(String name) {
    return Stream.of(values()).filter(code -> code.name().equals(name)).findFirst();
  }

  /** What it says, as a sentence in Markdown. */
  public String meaning() {
    return meaning;
  }

  /** What whoever gets it can do, as sentences in Markdown. */
  public String advice() {
    return advice;
  }

  /** Whether the very same request may succeed later, without anybody's doing. */
  public boolean retryable() {
    return repetition == Repetition.MAY_HELP;
  }
}
