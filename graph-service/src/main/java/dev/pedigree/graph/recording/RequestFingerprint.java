package dev.pedigree.graph.recording;

import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.graph.artifact.Digest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells whether two requests with one id ask for the same. */
public final class RequestFingerprint {
  private RequestFingerprint() {}

  /** Equal for equal requests, whatever the order of JSON members in them. */
  public static Digest of(RecordRequest request) {
    StringBuilder text = new StringBuilder("record");
    for (RecordRequest.Artifact a : request.artifacts()) {
      text.append("\nartifact ")
          .append(a.kind())
          .append(' ')
          .append(a.digest())
          .append(' ')
          .append(a.unhashed());
      text.append(' ')
          .append(a.namespace())
          .append('/')
          .append(a.name())
          .append('@')
          .append(a.version());
      text.append(' ')
          .append(a.createdAt())
          .append(' ')
          .append(a.description())
          .append(' ')
          .append(a.provenance());
      text.append(' ')
          .append(a.owners())
          .append(' ')
          .append(a.labels())
          .append(' ')
          .append(a.checks());
      json(text, a.attributes());
      for (RecordRequest.Parent p : a.parents()) {
        text.append("\nparent ")
            .append(p.type())
            .append(' ')
            .append(p.id())
            .append(' ')
            .append(p.name());
        text.append(' ').append(p.weight());
        json(text, p.attributes());
        mutations(text, p.mutations());
      }
    }
    for (RecordRequest.Edge e : request.edges()) {
      text.append("\nedge ")
          .append(e.type())
          .append(' ')
          .append(e.child())
          .append(' ')
          .append(e.parent());
      text.append(' ').append(e.weight());
      json(text, e.attributes());
      mutations(text, e.mutations());
    }
    text.append("\nchecks ").append(request.checks());
    if (!request.stages().isEmpty()) {
      text.append("\nstages ").append(request.stages());
    }
    if (request.source() != null) {
      text.append("\nsource ").append(request.source());
    }
    return Digest.of(text.toString());
  }

  /** Equal for equal requests, whatever the order of JSON members in them. */
  public static Digest of(AmendRequest request) {
    StringBuilder text =
        new StringBuilder("amend ").append(request.artifact()).append(' ').append(request.labels());
    text.append(' ').append(request.removeLabels()).append(' ').append(request.owners());
    text.append(' ').append(request.description()).append(' ').append(request.provenance());
    text.append(' ').append(request.revokeCheck()).append(' ').append(request.reason());
    json(text, request.attributes());
    return Digest.of(text.toString());
  }

  /** Equal for equal requests. */
  public static Digest of(PromoteRequest request) {
    return Digest.of(
        "promote %s %s %s %s"
            .formatted(
                request.artifact(), request.stage(), request.expectedRevision(), request.reason()));
  }

  /** Likewise. */
  public static Digest of(StandingRequest request) {
    return Digest.of(
        switch (request) {
          case StandingRequest.Quarantine it -> "quarantine " + it.artifact() + ' ' + it.reason();
          case StandingRequest.Release it -> "release " + it.artifact() + ' ' + it.reason();
          case StandingRequest.RetractArtifact it ->
              "retract artifact " + it.artifact() + ' ' + it.reason();
          case StandingRequest.RetractEdge it -> "retract edge " + it.edge() + ' ' + it.reason();
        });
  }

  /** Likewise. */
  public static Digest of(PolicyRequest request) {
    return Digest.of(
        switch (request) {
          case PolicyRequest.Publish it -> "publish policy " + it.source();
          case PolicyRequest.Retire it -> "retire policy " + it.policy() + ' ' + it.reason();
          case PolicyRequest.Waive it ->
              "waive %s %s %s %s".formatted(it.policy(), it.artifact(), it.until(), it.reason());
        });
  }

  private static void mutations(StringBuilder text, Iterable<RecordRequest.Mutation> mutations) {
    for (RecordRequest.Mutation m : mutations) {
      text.append("\nmutation ").append(m.kind()).append(' ').append(m.description());
      json(text, m.fields());
    }
  }

  private static void json(StringBuilder text, Map<String, ? extends @Nullable Object> values) {
    text.append(' ').append(CanonicalJson.of(values));
  }
}
