package dev.pedigree.search;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Append;
import dev.pedigree.graph.journal.CassandraJournal;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.projection.LeaseStore;
import dev.pedigree.graph.projection.Projection;
import dev.pedigree.graph.projection.ProjectionRunner;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.graph.projection.WatermarkStore;
import dev.pedigree.graph.projection.Watermarks;
import dev.pedigree.graph.service.FurtherProjection;
import dev.pedigree.graph.service.TopologyEdgeCounts;
import dev.pedigree.graph.state.AppliedFacts;
import dev.pedigree.graph.state.CassandraArtifactFacts;
import dev.pedigree.graph.state.FactsOf;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.schema.PedigreeSchema;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A journal in Cassandra and the search index that follows it, both fresh. */
final class Following implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final String name;
  final CqlSession session;
  final Journal journal;
  final CassandraArtifactFacts state;
  final AppliedFacts facts;
  final ElasticsearchSearch search;
  final FurtherProjection.Sources sources;
  final FurtherProjection.Made made;
  private final SearchSettings settings;
  private final WatermarkStore watermarks;
  private final Topology topology = new Topology(PedigreeSchema.load().typeSystem());
  private final Set<String> recorded = new HashSet<>();
  private final List<Runnable> closing = new ArrayList<>();

  Following(String cassandraHost, int cassandraPort, URI elasticsearch) {
    this(
        cassandraHost,
        cassandraPort,
        alias -> new SearchSettings(elasticsearch, alias, Duration.ofSeconds(10)));
  }

  /**
   * Speaks to Elasticsearch in another way than plainly.
   *
   * @param of how, from the alias of its index
   */
  Following(String cassandraHost, int cassandraPort, Function<String, SearchSettings> of) {
    name = "search_" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    session = CassandraSettings.local(cassandraHost, cassandraPort, name).open();
    CassandraJournal.createTables(session);
    LeaseStore.createTable(session);
    journal = new CassandraJournal(session, Clock.systemUTC());
    watermarks = new WatermarkStore(session);
    state = new CassandraArtifactFacts(session, journal);
    state.prepare();
    facts = new AppliedFacts(state, watermarks, PATIENCE);
    settings = of.apply(name + "-artifacts");
    search = new ElasticsearchSearch(settings);
    sources =
        new FurtherProjection.Sources(
            journal,
            facts,
            new TopologyEdgeCounts(topology),
            new LeaseStore(session, Duration.ofHours(1)));
    made = search.make(sources);
  }

  /** Starts to follow. */
  Following start() {
    startState();
    start(made.projection(), made.watermarks(), Duration.ofHours(1));
    return this;
  }

  /** Starts what the index rests on, but not to fill it. */
  void startState() {
    start(state, watermarks, Duration.ofHours(1));
  }

  /** Another process's search and projection of the same index. */
  FurtherProjection.Made another() {
    ElasticsearchSearch other = new ElasticsearchSearch(settings);
    closing.add(other::close);
    return other.make(sources);
  }

  /** Another process's search of the same journal. */
  ElasticsearchSearch another(SearchSettings of) {
    ElasticsearchSearch other = new ElasticsearchSearch(of);
    closing.add(other::close);
    other.make(sources);
    return other;
  }

  ProjectionRunner start(Projection projection, Watermarks of, Duration lease) {
    ProjectionRunner runner =
        new ProjectionRunner(
            projection,
            journal,
            new LeaseStore(session, lease),
            of,
            new ProjectionRunner.Settings(100, Duration.ofMillis(50), Duration.ofMillis(200)),
            _ -> {},
            _ -> false);
    closing.add(0, runner::close);
    runner.start();
    return runner;
  }

  /** Appends each list of facts as a change; the last one's revision. */
  @SafeVarargs
  final long append(List<? extends Fact>... changes) {
    List<Change.Draft> drafts = new ArrayList<>();
    for (List<? extends Fact> change : changes) {
      drafts.add(FactsOf.change(1, change.toArray(Fact[]::new)).draft());
    }
    try {
      if (!(journal.append(head(), drafts) instanceof Append.Done(Entry entry))) {
        throw new IllegalStateException("somebody else appended");
      }
      entry.changes().forEach(topology::apply);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return head().revision();
  }

  private JournalHead head() {
    JournalHead head = JournalHead.START;
    for (List<Entry> read = journal.read(head, 100);
        !read.isEmpty();
        read = journal.read(head, 100)) {
      head = read.getLast().after();
    }
    return head;
  }

  /** Appends, and waits until it can be found. */
  @SafeVarargs
  final void record(List<? extends Fact>... changes) {
    awaitVisible(append(changes));
  }

  /** How far another index is; as if it had begun, while Elasticsearch does not answer. */
  Search.RebuildStatus rebuild() {
    try {
      return search.rebuild(false);
    } catch (UnavailableException e) {
      return new Search.RebuildStatus(true, 0, 0);
    }
  }

  void awaitRebuilt() {
    await(() -> !rebuild().running(), this::rebuild);
  }

  /** Records those that this has not recorded. */
  void recordOnce(Named... artifacts) {
    List<List<Fact>> fresh =
        Stream.of(artifacts).filter(it -> recorded.add(it.name())).map(Named::recorded).toList();
    if (!fresh.isEmpty()) {
      record(List.copyOf(fresh.stream().flatMap(List::stream).toList()));
    }
  }

  void awaitVisible(long revision) {
    await(() -> visible() >= revision);
  }

  private long visible() {
    try {
      return find("x").revision();
    } catch (UnavailableException e) {
      return -1;
    }
  }

  SearchResult find(String text) {
    return find(text, SearchQuery.Filter.ANY);
  }

  SearchResult find(String text, SearchQuery.Filter filter) {
    return search.find(query(text, filter));
  }

  static SearchQuery query(String text, SearchQuery.Filter filter) {
    return new SearchQuery(
        new SearchText(text),
        filter,
        Long.MAX_VALUE,
        100,
        null,
        new SearchQuery.Wanted(true, true, true),
        null);
  }

  /** Puts right what differs; what that tells. */
  List<String> repair(long watermark) {
    List<String> found = new ArrayList<>();
    made.projection().repair(changes(), watermark, into(found));
    return found;
  }

  private static Verification.Report into(List<String> found) {
    return new Verification.Report() {
      @Override
      public void checked(long more) {}

      @Override
      public void difference(String message) {
        found.add(message);
      }
    };
  }

  /** What the comparison with the journal finds. */
  List<String> differences() {
    List<String> found = new ArrayList<>();
    long count = made.projection().verify(changes(), into(found));
    if (count != found.size()) {
      throw new IllegalStateException(count + " differences, told " + found);
    }
    return found;
  }

  /** Everything that was appended. */
  List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    journal.read(JournalHead.START, 1000).forEach(entry -> changes.addAll(entry.changes()));
    return changes;
  }

  String alias() {
    return settings.index();
  }

  String index() {
    return settings.index() + "-v4-a";
  }

  static void await(BooleanSupplier condition) {
    await(condition, () -> "");
  }

  /** Waits for {@code condition}; in vain, it tells of {@code state}. */
  static void await(BooleanSupplier condition, Supplier<?> state) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited for " + PATIENCE + ": " + state.get());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Override
  public void close() {
    closing.forEach(Runnable::run);
    search.close();
    session.close();
  }
}
