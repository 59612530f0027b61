package dev.pedigree.gateway.watch;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** Where a gateway that traces leaves its spans, beside where it is told to send them. */
@Component
@ConditionalOnBooleanProperty("management.opentelemetry.enabled")
final class Spans implements SpanExporter {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final List<SpanData> all = new CopyOnWriteArrayList<>();

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    all.addAll(spans);
    return CompletableResultCode.ofSuccess();
  }

  /** The spans of a trace, once the one without a parent in this process is over. */
  List<SpanData> await(String traceId, String parentId) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      List<SpanData> found = all.stream().filter(it -> it.getTraceId().equals(traceId)).toList();
      if (found.stream().anyMatch(it -> it.getParentSpanId().equals(parentId))) {
        return found;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("no trace " + traceId);
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
