package dev.pedigree.gateway.interop;

import dev.pedigree.gateway.error.Failure;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.ingestion.IngestionMeter;
import dev.pedigree.gateway.watch.Carried;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.graph.recording.Refusal;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.interop.Document;
import dev.pedigree.interop.DocumentReader;
import dev.pedigree.interop.ReadingContext;
import dev.pedigree.interop.Standing;
import dev.pedigree.interop.Statements;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/**
 * One running import of a document. The calling thread reads the document and asks for what it
 * states; another writes the report in order. Between the two lies a window, so that a slow journal
 * or a client that does not read stops the reading.
 */
final class DocumentImport {
  /** What the smallest statement counts for. */
  private static final int LEAST_WEIGHT = 16_384;

  private final GraphService graph;
  private final IngestionMeter meter;
  private final Caller caller;
  private final Document document;
  private final String format;
  private final int windowBytes;

  DocumentImport(
      GraphService graph,
      IngestionMeter meter,
      Caller caller,
      Document document,
      String format,
      int windowBytes) {
    this.graph = graph;
    this.meter = meter;
    this.caller = caller;
    this.document = document;
    this.format = format;
    this.windowBytes = windowBytes;
  }

  /** The client of the import is gone; what was asked for until then may be recorded. */
  private static final class GoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GoneException() {
      super("the client is gone", null, false, false);
    }
  }

  /**
   * Reads to the end, or until the client is gone; the whole report is written when it returns.
   *
   * @throws RefusedException if the document is not of the format, and nothing was written yet
   * @throws IOException if the document cannot be read
   */
  void run(DocumentReader reader, ReadingContext context, JsonGenerator out)
      throws IOException, InterruptedException {
    Running running = new Running(new Report(out), out);
    Thread writer = Thread.ofVirtual().name("import-report").start(Carried.along(running::write));
    boolean complete = false;
    try {
      reader.read(document, context, running);
      complete = true;
    } catch (GoneException e) {
      // Whoever sends the same document again gets the whole report.
    } catch (StoppedException e) {
      throw new InterruptedException();
    } catch (RuntimeException e) {
      broken(e, running);
    } finally {
      running.end(complete);
      writer.join();
    }
  }

  /** What was stated before stands; with nothing stated the answer is the refusal alone. */
  private static void broken(RuntimeException e, Running running) {
    Refusal refusal = Failure.refusals(e).getFirst();
    if (!running.begun) {
      running.silent = true;
      throw new RefusedException(List.of(refusal));
    }
    running.refused(refusal);
  }

  /** The thread that reads was told to stop. */
  private static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** What lies between the thread that reads and the one that writes. */
  private final class Running implements Statements {
    private final Report report;
    private final JsonGenerator out;
    private final Semaphore window = new Semaphore(windowBytes);
    private final LinkedBlockingQueue<Item> open = new LinkedBlockingQueue<>();
    private volatile boolean gone;
    private volatile boolean silent;
    private boolean begun;

    Running(Report report, JsonGenerator out) {
      this.report = report;
      this.out = out;
    }

    @Override
    public void record(RecordRequest request) {
      RecordRequest said = request.saidBy(new RecordRequest.Source(document.digest(), format));
      int weight = acquire(Weight.of(said));
      open.add(new Asked(said, ask(said), weight));
    }

    @Override
    public void lost(String path, String message) {
      open.add(new Lost(path, message, acquire(LEAST_WEIGHT)));
    }

    @Override
    public void refused(Refusal refusal) {
      open.add(new Refused(refusal, acquire(LEAST_WEIGHT)));
    }

    @Override
    public Optional<Known> named(ArtifactName name) {
      return standing().named(name);
    }

    @Override
    public Optional<Known> known(ArtifactId id) {
      return standing().known(id);
    }

    @Override
    public Optional<ArtifactId> newest(String namespace, String name) {
      return standing().newest(namespace, name);
    }

    @Override
    public Map<ArtifactId, List<ArtifactName>> parents(ArtifactId id) {
      return standing().parents(id);
    }

    private Standing standing() {
      return new SnapshotStanding(graph.snapshot(caller));
    }

    private int acquire(int wanted) {
      if (gone) {
        throw new GoneException();
      }
      begun = true;
      int weight = Math.min(windowBytes, Math.max(LEAST_WEIGHT, wanted));
      try {
        window.acquire(weight);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoppedException();
      }
      return weight;
    }

    private CompletableFuture<RecordAnswer> ask(RecordRequest request) {
      try {
        return meter.counted(graph.record(request, caller), request, caller);
      } catch (UnavailableException e) {
        return CompletableFuture.completedFuture(new RecordAnswer.Refused(Failure.refusals(e)));
      }
    }

    void end(boolean complete) {
      open.add(new End(complete));
    }

    /** Writes what comes until the end does. */
    void write() {
      try {
        while (true) {
          Item item = open.take();
          if (!gone && !silent) {
            write(item);
          }
          if (item instanceof End) {
            return;
          }
          window.release(item.weight());
        }
      } catch (InterruptedException e) {
        gone = true;
      }
    }

    private void write(Item item) throws InterruptedException {
      try {
        switch (item) {
          case Asked asked -> answered(asked);
          case Lost lost -> report.lost(lost.path(), lost.message());
          case Refused refused -> report.refused(List.of(refused.refusal()));
          case End end -> {
            report.document(document, format, end.complete());
            out.flush();
          }
        }
      } catch (JacksonException e) {
        gone = true;
      }
    }

    /** Before it waits for an answer, it sends off those that are written. */
    private void answered(Asked asked) throws InterruptedException {
      if (!asked.answer().isDone()) {
        out.flush();
      }
      RecordAnswer answer = await(asked.answer());
      report.answered(asked.request(), answer);
      meter.answered(answer);
    }

    private static RecordAnswer await(CompletableFuture<RecordAnswer> answer)
        throws InterruptedException {
      try {
        return answer.get();
      } catch (ExecutionException e) {
        return new RecordAnswer.Refused(Failure.refusals(e));
      }
    }
  }

  /** What the writer is given. */
  private sealed interface Item {
    /** What it takes of the window. */
    int weight();
  }

  private record Asked(RecordRequest request, CompletableFuture<RecordAnswer> answer, int weight)
      implements Item {}

  private record Lost(@Nullable String path, String message, int weight) implements Item {}

  private record Refused(Refusal refusal, int weight) implements Item {}

  private record End(boolean complete) implements Item {
    @Override
    public int weight() {
      return 0;
    }
  }
}
