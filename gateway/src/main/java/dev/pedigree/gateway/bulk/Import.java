package dev.pedigree.gateway.bulk;

import dev.pedigree.gateway.error.Failure;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.ingestion.IngestionMeter;
import dev.pedigree.gateway.watch.Carried;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.graph.recording.Refusal;
import dev.pedigree.graph.service.GraphService;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/**
 * One running import. The calling thread reads lines and asks for them; another writes the verdicts
 * in order. Between the two lies a window, so that a slow journal or a client that does not read
 * its verdicts stops the reading, and memory stays bounded.
 */
final class Import {
  /** What the shortest line counts for: a request takes more memory than its text. */
  private static final int LEAST_WEIGHT = 4096;

  private final GraphService graph;
  private final IngestionMeter meter;
  private final Caller caller;
  private final LineParser parser;
  private final LineReader lines;
  private final Semaphore window;
  private final int windowBytes;
  private final LinkedBlockingQueue<Item> open = new LinkedBlockingQueue<>();
  private volatile boolean gone;

  Import(
      GraphService graph,
      IngestionMeter meter,
      Caller caller,
      LineParser parser,
      LineReader lines,
      int windowBytes) {
    this.graph = graph;
    this.meter = meter;
    this.caller = caller;
    this.parser = parser;
    this.lines = lines;
    this.windowBytes = windowBytes;
    this.window = new Semaphore(windowBytes);
  }

  /**
   * Reads to the end, or until the client is gone; every verdict is written when it returns.
   *
   * @throws IOException if the client is gone
   */
  void run(JsonGenerator out) throws IOException, InterruptedException {
    Thread writer =
        Thread.ofVirtual().name("import-verdicts").start(Carried.along(() -> write(out)));
    try {
      while (!gone && lines.next()) {
        if (!lines.blank()) {
          submit();
        }
      }
    } finally {
      open.add(new End());
      writer.join();
    }
  }

  private void submit() throws InterruptedException {
    int weight = Math.min(windowBytes, Math.max(LEAST_WEIGHT, lines.length()));
    window.acquire(weight);
    open.add(new Line(verdict(weight)));
  }

  private Verdict verdict(int weight) {
    long line = lines.number();
    if (lines.tooLong()) {
      return Verdict.refused(
          line,
          List.of(
              new Refusal(
                  ErrorCode.TOO_LARGE,
                  "the line is too long (expected: at most " + lines.maxBytes() + " bytes)",
                  null)),
          weight);
    }
    try {
      RecordRequest request = parser.parse(lines.bytes(), lines.offset(), lines.length());
      return Verdict.of(line, request, ask(request), weight);
    } catch (RefusedException e) {
      return Verdict.refused(line, e.refusals(), weight);
    }
  }

  private CompletableFuture<RecordAnswer> ask(RecordRequest request) {
    try {
      return meter.counted(graph.record(request, caller), request, caller);
    } catch (UnavailableException e) {
      return CompletableFuture.completedFuture(new RecordAnswer.Refused(Failure.refusals(e)));
    }
  }

  private void write(JsonGenerator out) {
    try {
      while (open.take() instanceof Line line) {
        verdict(line.verdict(), out);
        window.release(line.verdict().weight());
      }
      flush(out);
    } catch (InterruptedException e) {
      gone = true;
    }
  }

  /** Writes a verdict; before it waits for one, it sends off those that are written. */
  private void verdict(Verdict verdict, JsonGenerator out) throws InterruptedException {
    if (gone) {
      return;
    }
    try {
      if (!verdict.isDone()) {
        out.flush();
      }
      meter.answered(verdict.write(out));
      if (open.isEmpty()) {
        out.flush();
      }
    } catch (JacksonException e) {
      gone = true;
    }
  }

  private void flush(JsonGenerator out) {
    try {
      out.flush();
    } catch (JacksonException e) {
      gone = true;
    }
  }

  /** What the writer is given. */
  private sealed interface Item {}

  private record Line(Verdict verdict) implements Item {}

  private record End() implements Item {}
}
