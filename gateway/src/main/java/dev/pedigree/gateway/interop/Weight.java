package dev.pedigree.gateway.interop;

import dev.pedigree.graph.recording.RecordRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** About how many bytes requests take while they wait. */
final class Weight {
  /** Of anything, beside its texts. */
  private static final int OBJECT = 256;

  private Weight() {}

  static int of(RecordRequest request) {
    long weight = OBJECT;
    for (RecordRequest.Artifact artifact : request.artifacts()) {
      weight += OBJECT + of(artifact.attributes()) + of(artifact.description());
      weight += (long) OBJECT * (artifact.labels().size() + artifact.checks().size());
      for (RecordRequest.Parent parent : artifact.parents()) {
        weight += OBJECT + of(parent.attributes()) + (long) OBJECT * parent.mutations().size();
      }
    }
    for (RecordRequest.Edge edge : request.edges()) {
      weight += OBJECT + of(edge.attributes()) + (long) OBJECT * edge.mutations().size();
    }
    weight += (long) OBJECT * (request.checks().size() + request.stages().size());
    return (int) Math.min(Integer.MAX_VALUE, weight);
  }

  private static long of(@Nullable Object value) {
    return switch (value) {
      case null -> 0;
      case String text -> 40 + 2L * text.length();
      case Map<?, ?> members -> {
        long weight = OBJECT;
        for (Map.Entry<?, ?> member : members.entrySet()) {
          weight += of(member.getKey()) + of(member.getValue());
        }
        yield weight;
      }
      case List<?> elements -> {
        long weight = OBJECT;
        for (Object element : elements) {
          weight += of(element);
        }
        yield weight;
      }
      default -> 24;
    };
  }
}
