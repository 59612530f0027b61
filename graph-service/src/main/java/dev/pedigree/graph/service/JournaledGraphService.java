package dev.pedigree.graph.service;

import com.datastax.oss.driver.api.core.DriverException;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.audit.JournalProofs;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.cassandra.DriverWords;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.diff.GraphDiff;
import dev.pedigree.graph.diff.GraphDiffs;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.pending.PendingParts;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.graph.recording.AmendRequest;
import dev.pedigree.graph.recording.FirstAnswer;
import dev.pedigree.graph.recording.Judgement;
import dev.pedigree.graph.recording.Place;
import dev.pedigree.graph.recording.PolicyRequest;
import dev.pedigree.graph.recording.PromoteRequest;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.graph.recording.Refusal;
import dev.pedigree.graph.recording.StandingRequest;
import dev.pedigree.graph.replica.Question;
import dev.pedigree.graph.replica.ReplicaStatus;
import dev.pedigree.graph.state.ArtifactStates;
import dev.pedigree.graph.topology.SnapshotFolder;
import dev.pedigree.graph.topology.TopologyMemory;
import dev.pedigree.graph.watch.Watch;
import dev.pedigree.graph.webhook.Webhooks;
import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.TypeSystem;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A graph service on a journal in Cassandra. Connects in the background, and again and again until
 * it can; then puts its schema in force, and answers nothing before that.
 */
public final class JournaledGraphService implements GraphService {
  private static final Logger LOG = LoggerFactory.getLogger(JournaledGraphService.class);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);
  private static final Duration BETWEEN_SCHEMA_ATTEMPTS = Duration.ofMillis(20);
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(20);
  private static final int ENTRIES_PER_READ = 16;

  private final CassandraSettings settings;
  private final SchemaOffer offer;
  private final TypeSystem types;
  private final Clock clock;
  private final EngineChoice engine;
  private final List<FurtherProjection> further;
  private final SnapshotFolder snapshots;
  private final Watch watch;
  private final Thread connector;
  private volatile @Nullable Connection connection;
  private volatile String connecting = "starting";
  private volatile boolean closed;

  /** Whether our schema was put in force, or was in force when we came. */
  private volatile boolean schemaInForce;

  /** Why our schema cannot be put in force; null: nothing is known against it. */
  private volatile @Nullable String schemaRefused;

  private JournaledGraphService(
      CassandraSettings settings,
      SchemaOffer offer,
      Clock clock,
      EngineChoice engine,
      List<FurtherProjection> further,
      @Nullable Path snapshots,
      Watch watch) {
    this.watch = watch;
    this.snapshots = new SnapshotFolder(snapshots, settings.keyspace());
    this.settings = settings;
    this.offer = offer;
    this.types = offer.schema().typeSystem();
    this.clock = clock;
    this.engine = engine;
    this.further = List.copyOf(further);
    this.connector =
        Thread.ofPlatform().name("graph-service-connect").daemon().unstarted(this::connect);
  }

  /** Starts to connect and returns at once. */
  public static JournaledGraphService open(
      CassandraSettings settings, SchemaOffer offer, Clock clock) {
    return open(settings, offer, clock, EngineChoice.TOPOLOGY, List.of(), null);
  }

  /**
   * Likewise, with an engine of choice, and projections into stores of others.
   *
   * @param snapshots the folder in which the topology is kept for the next start; null: every start
   *     replays the journal
   */
  public static JournaledGraphService open(
      CassandraSettings settings,
      SchemaOffer offer,
      Clock clock,
      EngineChoice engine,
      List<FurtherProjection> further,
      @Nullable Path snapshots) {
    return open(settings, offer, clock, engine, further, snapshots, Watch.NONE);
  }

  /**
   * Likewise, watched.
   *
   * @param watch sees statements and questions of lineage
   */
  public static JournaledGraphService open(
      CassandraSettings settings,
      SchemaOffer offer,
      Clock clock,
      EngineChoice engine,
      List<FurtherProjection> further,
      @Nullable Path snapshots,
      Watch watch) {
    JournaledGraphService service =
        new JournaledGraphService(settings, offer, clock, engine, further, snapshots, watch);
    service.connector.start();
    return service;
  }

  private void connect() {
    try {
      Connection opened = null;
      while (!closed && opened == null) {
        opened = tryToOpen();
        if (opened == null) {
          Thread.sleep(BETWEEN_ATTEMPTS);
        }
      }
      while (!closed && opened != null && !isSchemaSettled(opened)) {
        Thread.sleep(BETWEEN_SCHEMA_ATTEMPTS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      connecting = "Cannot be opened: " + e;
      LOG.error("Cannot be opened", e);
    }
  }

  private @Nullable Connection tryToOpen() {
    try {
      Connection opened =
          Connection.open(settings, types, clock, engine, further, snapshots, watch);
      connection = opened;
      LOG.info("Connected to Cassandra, keyspace {}", settings.keyspace());
      return opened;
    } catch (DriverException | UnavailableException e) {
      connecting =
          "Cassandra at " + settings.contactPoints() + " does not answer: " + DriverWords.of(e);
      LOG.info("{}", connecting);
      return null;
    }
  }

  /** Tries to put the schema in force; whether that is decided, one way or the other. */
  private boolean isSchemaSettled(Connection current) throws InterruptedException {
    if (!(current.replica.status() instanceof ReplicaStatus.Ready)) {
      return current.replica.status() instanceof ReplicaStatus.Stopped;
    }
    try {
      switch (current
          .replica
          .submit(new SchemaPublication(offer, current.topology))
          .get(WRITE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        case RecordAnswer.Recorded recorded -> {
          if (recorded.changed()) {
            LOG.info("Schema {} is in force", types.version());
          }
          schemaInForce = true;
        }
        case RecordAnswer.Refused refused -> {
          String reasons =
              refused.refusals().stream().map(Refusal::message).collect(Collectors.joining("; "));
          schemaRefused = "schema " + types.version() + " is refused: " + reasons;
          LOG.error("{}", schemaRefused);
        }
      }
      return true;
    } catch (ExecutionException | TimeoutException e) {
      LOG.info("The schema could not be put in force yet: {}", e.toString());
      return false;
    }
  }

  @Override
  public Status status() {
    Connection current = connection;
    if (current == null) {
      return new Status.Connecting(connecting);
    }
    ReplicaStatus replica = current.replica.status();
    if (replica instanceof ReplicaStatus.Stopped r) {
      return new Status.Stopped(r.why());
    }
    String refused = schemaRefused;
    if (refused != null) {
      return new Status.Stopped(refused);
    }
    if (!schemaInForce) {
      return new Status.Replaying(current.replica.head().revision());
    }
    List<String> undeclared = current.topology.undeclared();
    if (!undeclared.isEmpty()) {
      return new Status.Stopped(
          "of a newer schema: "
              + undeclared
              + " (expected: this process is restarted with the schema in force)");
    }
    return switch (replica) {
      case ReplicaStatus.Replaying r -> new Status.Replaying(r.revision());
      case ReplicaStatus.Ready r -> new Status.Ready(r.revision());
      case ReplicaStatus.CutOff r -> new Status.ReadOnly(r.revision(), r.why());
      case ReplicaStatus.Stopped r -> new Status.Stopped(r.why());
    };
  }

  /** The connection, once it may be read from. */
  private Connection readable() {
    Connection current = connection;
    if (current == null) {
      throw new UnavailableException(connecting);
    }
    return switch (status()) {
      case Status.Connecting s -> throw new UnavailableException(s.why());
      case Status.Replaying s ->
          throw new UnavailableException("replaying the journal, at revision " + s.revision());
      case Status.Ready s -> current;
      case Status.ReadOnly s -> current;
      case Status.Stopped s -> throw new UnavailableException("stopped: " + s.why());
    };
  }

  @Override
  public Snapshot snapshot(Caller caller) {
    Connection current = readable();
    return snapshot(current, caller, current.replica.head().revision());
  }

  private Snapshot snapshot(Connection current, Caller caller, long revision) {
    return new TopologySnapshot(
        revision,
        current.topology,
        current.states,
        current.lineage,
        types,
        clock,
        current.books,
        current.policies,
        caller.reads());
  }

  @Override
  public Snapshot snapshot(Caller caller, long revision) {
    Connection current = readable();
    long head = current.replica.head().revision();
    if (revision < 0 || revision > head) {
      throw new RevisionNotReachedException(
          "revision " + revision + " (expected: 0 to " + head + ")");
    }
    return snapshot(current, caller, revision);
  }

  @Override
  public Snapshot snapshotAtLeast(Caller caller, long revision, Duration timeout) {
    Connection current = readable();
    try {
      if (!current.replica.await(revision, timeout)) {
        throw new RevisionNotReachedException(
            "revision "
                + revision
                + " (expected: at most "
                + current.replica.head().revision()
                + ", which is what was applied here within "
                + timeout.toMillis()
                + " ms)");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted", e);
    }
    return snapshot(caller);
  }

  @Override
  public CompletableFuture<RecordAnswer> record(RecordRequest request, Caller caller) {
    return submit(
        current ->
            new Asked(
                caller.name(),
                request.requestId(),
                place -> current.recorder.judge(request, caller, place),
                first -> FirstAnswer.to(request, first, current.topology)));
  }

  @Override
  public CompletableFuture<RecordAnswer> amend(AmendRequest request, Caller caller) {
    return submit(
        current ->
            new Asked(
                caller.name(),
                request.requestId(),
                place -> current.recorder.judge(request, caller, place),
                first -> FirstAnswer.to(request, first)));
  }

  @Override
  public CompletableFuture<RecordAnswer> promote(PromoteRequest request, Caller caller) {
    return submit(
        current ->
            new Asked(
                caller.name(),
                request.requestId(),
                place -> current.recorder.judge(request, caller, place),
                first -> FirstAnswer.to(request, first)));
  }

  @Override
  public CompletableFuture<RecordAnswer> change(StandingRequest request, Caller caller) {
    return submit(
        current ->
            new Asked(
                caller.name(),
                request.requestId(),
                place -> current.recorder.judge(request, caller, place),
                first -> FirstAnswer.to(request, first)));
  }

  @Override
  public CompletableFuture<RecordAnswer> change(PolicyRequest request, Caller caller) {
    return submit(
        current ->
            new Asked(
                caller.name(),
                request.requestId(),
                place -> current.recorder.judge(request, caller, place),
                first -> FirstAnswer.to(request, first)));
  }

  private interface Judging {
    Judgement judge(Place place);
  }

  /** A request of whichever sort, as the replica takes it. */
  private record Asked(
      String by,
      @Nullable String requestId,
      Judging judging,
      Function<Change, RecordAnswer> answering)
      implements Question {
    @Override
    public Judgement judge(Place place) {
      return judging.judge(place);
    }

    @Override
    public RecordAnswer firstAnswer(Change change) {
      return answering.apply(change);
    }
  }

  private CompletableFuture<RecordAnswer> submit(Function<Connection, Question> asked) {
    Connection current = connection;
    if (current == null) {
      return CompletableFuture.failedFuture(new UnavailableException(connecting));
    }
    if (!schemaInForce) {
      return CompletableFuture.failedFuture(new UnavailableException("not writing: " + status()));
    }
    return current
        .replica
        .submit(new SchemaGuard(asked.apply(current), types.version(), current.topology))
        .orTimeout(WRITE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedFuture(
                    failure instanceof TimeoutException
                        ? new UnavailableException(
                            "no answer within "
                                + WRITE_TIMEOUT.toSeconds()
                                + " s: it may be recorded later; ask again with the same request id")
                        : failure));
  }

  @Override
  public List<Change> journal(Caller caller, long after, ChangeFilter filter, int limit) {
    Connection current = readable();
    long head = current.replica.head().revision();
    long start = limit <= 0 ? head : beginning(current, after, filter, head);
    if (start >= head) {
      return List.of();
    }
    return current
        .recent
        .behind(start, head, filter, limit)
        .orElseGet(() -> stored(current, start, head, filter, limit));
  }

  private static List<Change> stored(
      Connection current, long start, long head, ChangeFilter filter, int limit) {
    List<Change> found = new ArrayList<>();
    List<Entry> entries =
        start <= 0
            ? current.journal.read(JournalHead.START, ENTRIES_PER_READ)
            : List.of(entry(current, start + 1));
    while (!entries.isEmpty()) {
      for (Entry entry : entries) {
        for (Change change : entry.changes()) {
          if (found.size() == limit || filter.endsBefore(change)) {
            return found;
          }
          if (change.revision() > start && change.revision() <= head && filter.matches(change)) {
            found.add(change);
          }
        }
      }
      JournalHead last = entries.getLast().after();
      entries = last.revision() >= head ? List.of() : current.journal.read(last, ENTRIES_PER_READ);
    }
    return found;
  }

  /** Behind which the first change can be: times never go back, so halving finds it. */
  private static long beginning(Connection current, long after, ChangeFilter filter, long head) {
    Instant since = filter.since();
    long low = Math.max(0, after);
    if (since == null) {
      return low;
    }
    long high = head;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (entry(current, middle + 1).after().at().isBefore(since)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static Entry entry(Connection current, long revision) {
    return current
        .journal
        .entryOf(revision)
        .orElseThrow(
            () ->
                new RevisionNotReachedException(
                    "revision: " + revision + " (expected: one that is written)"));
  }

  @Override
  public GraphDiff diff(
      Caller caller, long from, long to, @Nullable ArtifactId around, Budget budget) {
    if (from < 0 || from > to) {
      throw new IllegalArgumentException("from: " + from + " (expected: 0 to " + to + ")");
    }
    Connection current = readable();
    Snapshot at = snapshot(caller, to);
    GraphDiffs diffs =
        new GraphDiffs(
            current.topology,
            current.states,
            types,
            (after, limit) -> journal(caller, after, ChangeFilter.ALL, limit));
    if (around == null) {
      return diffs.whole(from, to, at.reads().everywhere(), at::mayRead, budget);
    }
    if (!at.contains(around)) {
      throw new NotFoundException("no artifact " + around + " at revision " + to);
    }
    return diffs.around(around, from, to, at::mayRead, budget);
  }

  @Override
  public ImportedDocument imported(Digest document) {
    Connection current = readable();
    long head = current.replica.head().revision();
    DocumentScan scan = new DocumentScan(document);
    new JournalChanges(current.journal, head).forEach(scan::add);
    return scan.found(head);
  }

  @Override
  public Change change(Caller caller, long revision) {
    return entry(readable(), revision).changes().stream()
        .filter(change -> change.revision() == revision)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String entryHash(Caller caller, long revision) {
    return entry(readable(), revision).after().hash().hex();
  }

  @Override
  public Webhooks webhooks() {
    return readable().webhooks;
  }

  @Override
  public PendingParts pending() {
    return readable().pending;
  }

  @Override
  public JournalProofs proofs() {
    return readable().proofs;
  }

  @Override
  public Head head() {
    Connection current = readable();
    JournalHead head = current.replica.head();
    Instant at = head.revision() == 0 ? null : head.at();
    return new Head(
        head.revision(), head.hash().hex(), at, current.projections.lags(head, clock.instant()));
  }

  @Override
  public Optional<TopologySize> topologySize() {
    Connection current = connection;
    return current == null ? Optional.empty() : Optional.of(sizeOf(current.topology.memory()));
  }

  @Override
  public long policyLag() {
    Connection current = connection;
    return current == null
        ? 0
        : Math.max(0, current.replica.head().revision() - current.policies.revision());
  }

  private static TopologySize sizeOf(TopologyMemory memory) {
    return new TopologySize(
        memory.artifacts(),
        memory.edges(),
        memory.artifactBytes(),
        memory.edgeBytes(),
        memory.identityBytes(),
        memory.journalBytes(),
        memory.overlayFacts(),
        memory.overlayBytes());
  }

  @Override
  public SchemaCheck check(PedigreeSchema offered) {
    Connection current = readable();
    return SchemaCheck.of(offered, current.topology, current.replica.head().revision());
  }

  @Override
  public Verification verify(Consumer<Verification.Progress> progress) {
    Connection current = readable();
    Verification found = new Verifier(current, types, progress).verify();
    current.verifications.note(found, clock.instant());
    return found;
  }

  @Override
  public Map<String, Verification.Last> verifications() {
    return readable().verifications.readAll();
  }

  @Override
  public CacheUse factsCache() {
    Connection current = connection;
    if (current == null) {
      return new CacheUse(0, 0);
    }
    ArtifactStates.CacheUse use = current.states.cacheUse();
    return new CacheUse(use.hits(), use.misses());
  }

  @Override
  public Verification repair(String projection, Consumer<Verification.Progress> progress) {
    Connection current = readable();
    Verification found = new Verifier(current, types, progress).repair(projection);
    current.verifications.note(found, clock.instant());
    return found;
  }

  @Override
  public void close() {
    closed = true;
    connector.interrupt();
    try {
      connector.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Connection current = connection;
    if (current != null) {
      current.close();
    }
  }
}
