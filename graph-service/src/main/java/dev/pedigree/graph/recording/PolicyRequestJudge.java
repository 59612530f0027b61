package dev.pedigree.graph.recording;

import static dev.pedigree.graph.recording.ErrorCode.INVALID_VALUE;
import static dev.pedigree.graph.recording.ErrorCode.NOT_FOUND;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.caller.Scope;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.policy.InvalidPolicyException;
import dev.pedigree.graph.policy.Policy;
import dev.pedigree.graph.policy.PolicyBook;
import dev.pedigree.graph.policy.PolicyBooks;
import dev.pedigree.graph.topology.Topology;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Judges one request to publish or to retire a policy, or to waive one. */
final class PolicyRequestJudge {
  private static final String PATH = "input";

  private final PolicyBooks books;
  private final PolicyRequest request;
  private final Caller caller;
  private final Instant now;
  private final Draft draft;
  private final PolicyBook book;

  PolicyRequestJudge(
      PolicyBooks books,
      Topology topology,
      PolicyRequest request,
      Caller caller,
      Instant now,
      long revision) {
    this.books = books;
    this.request = request;
    this.caller = caller;
    this.now = now;
    this.draft = new Draft(topology, revision, caller.name());
    this.book = draft.read(books::at);
  }

  Judgement judge() {
    draft.refusals.check(Limits.REQUEST_ID, "requestId", request.requestId(), PATH);
    if (!caller.may(Scope.POLICY)) {
      draft.refusals.add(
          ErrorCode.FORBIDDEN,
          caller.name() + " may not change policies (expected: " + Scope.POLICY + ")",
          PATH);
    }
    return switch (request) {
      case PolicyRequest.Publish it -> publish(it);
      case PolicyRequest.Retire it -> retire(it);
      case PolicyRequest.Waive it -> waive(it);
    };
  }

  private Judgement publish(PolicyRequest.Publish it) {
    Policy policy;
    try {
      policy = books.parse(it.source());
    } catch (InvalidPolicyException e) {
      e.problems()
          .forEach(
              problem -> draft.refusals.add(INVALID_VALUE, "source: " + problem, PATH + ".source"));
      return new Judgement.Refused(draft.refusals.list());
    }
    PolicyBook.Entry known = book.policies().get(policy.name());
    book.conflict(policy)
        .ifPresent(why -> draft.refusals.add(INVALID_VALUE, "source: " + why, PATH + ".source"));
    boolean isNew = known == null || !known.active() || known.policy().version() < policy.version();
    if (draft.refusals.none() && isNew) {
      draft.add(new Fact.PolicyPublished(policy.name(), policy.version(), policy.source()));
    }
    return judgement(List.of());
  }

  private Judgement retire(PolicyRequest.Retire it) {
    requireReason(it.reason());
    PolicyBook.Entry known = find(it.policy(), "name");
    if (draft.refusals.none() && known != null && known.active()) {
      draft.add(new Fact.PolicyRetired(it.policy(), it.reason()));
    }
    return judgement(List.of());
  }

  private Judgement waive(PolicyRequest.Waive it) {
    requireReason(it.reason());
    find(it.policy(), "policy");
    if (!it.until().isAfter(now)) {
      draft.refusals.add(
          INVALID_VALUE,
          "until: " + it.until() + " (expected: later than " + now + ")",
          PATH + ".until");
    }
    OptionalInt found = draft.find(it.artifact(), PATH + ".artifact", NOT_FOUND, caller);
    if (found.isEmpty() || !draft.refusals.none()) {
      return new Judgement.Refused(draft.refusals.list());
    }
    ArtifactId id = draft.read(graph -> graph.artifactId(found.getAsInt()));
    draft.add(new Fact.PolicyWaived(it.policy(), id, it.reason(), it.until()));
    return judgement(List.of(id));
  }

  private void requireReason(String reason) {
    draft.refusals.check(Limits.REMARK, "reason", reason, PATH);
    if (reason.isBlank()) {
      draft.refusals.add(
          INVALID_VALUE, "reason: blank (expected: at least one character)", PATH + ".reason");
    }
  }

  private PolicyBook.@Nullable Entry find(String policy, String field) {
    PolicyBook.Entry known = book.policies().get(policy);
    if (known == null) {
      draft.refusals.add(
          NOT_FOUND,
          field + ": " + Limits.shown(policy) + " (expected: the name of a published policy)",
          PATH + "." + field);
    }
    return known;
  }

  private Judgement judgement(List<ArtifactId> about) {
    String id = request.requestId();
    Change.@Nullable Request stamp =
        id == null ? null : new Change.Request(id, RequestFingerprint.of(request));
    return draft.judgement(about, List.of(), caller, stamp);
  }
}
