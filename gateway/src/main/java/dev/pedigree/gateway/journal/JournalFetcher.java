package dev.pedigree.gateway.journal;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsData;
import com.netflix.graphql.dgs.DgsQuery;
import com.netflix.graphql.dgs.DgsSubscription;
import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.artifact.Ids;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.operation.Batches;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.gateway.paging.Page;
import dev.pedigree.gateway.paging.PageRequest;
import dev.pedigree.gateway.scalar.DateTime;
import dev.pedigree.gateway.subscription.Event;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.service.ChangeFilter;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.schema.TypeSystem;
import graphql.schema.DataFetchingEnvironment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Reads the journal: all of it, what touched one artifact, its end, what comes. */
@DgsComponent
final class JournalFetcher {
  private static final Set<String> FACT_TYPES = factTypes(Fact.class);

  private final int limit;
  private final TypeSystem types;

  JournalFetcher(GatewayProperties properties, TypeSystem types) {
    this.limit = properties.limits().page();
    this.types = types;
  }

  @DgsQuery
  Head head(DataFetchingEnvironment env) {
    GraphService.Head head = Operation.of(env).graph().head();
    return new Head(head, types.version());
  }

  @DgsQuery
  JournalConnection journal(DataFetchingEnvironment env) {
    JournalQuery query = query(env);
    Operation operation = Operation.of(env);
    // Before this operation's own revision: another gateway may be where the last page came from.
    operation.ofCursor(query.after());
    Snapshot snapshot = operation.snapshot(env);
    String artifact = env.getArgument("artifact");
    List<Change> changes =
        artifact == null
            ? all(operation, query, query.first() + 1)
            : touching(operation, snapshot, artifact, query);
    List<Change> written =
        changes.stream().filter(it -> it.revision() <= snapshot.revision()).toList();
    Integer total =
        artifact == null && query.filter().matchesAll()
            ? Math.toIntExact(snapshot.revision())
            : null;
    return connection(snapshot, written, query, total);
  }

  /** What a subscription tells, each as the graph stood right after it. */
  @DgsSubscription(field = "journal")
  Publisher<Event> changes(DataFetchingEnvironment env) {
    Operation operation = Operation.of(env);
    return JournalFeed.after(JournalFeed.start(env), operation.graph(), operation.caller())
        .map(
            change -> told -> new ChangeRef(told.at(change.revision()), change.revision(), change));
  }

  private JournalQuery query(DataFetchingEnvironment env) {
    Integer first = env.getArgument("first");
    if (first == null || first < 1 || first > limit) {
      throw RefusedException.invalid("first", first == null ? "null" : first, "1 to " + limit);
    }
    List<String> factTypes = env.getArgument("factTypes");
    if (factTypes != null) {
      factTypes.stream()
          .filter(type -> !FACT_TYPES.contains(type))
          .findFirst()
          .ifPresent(
              type -> {
                throw RefusedException.invalid("factTypes", type, "one of " + FACT_TYPES);
              });
    }
    Long after = env.getArgument("after");
    ChangeFilter filter =
        new ChangeFilter(env.getArgument("by"), factTypes, time(env, "since"), time(env, "until"));
    return new JournalQuery(after == null ? 0 : after, filter, first);
  }

  private static @Nullable Instant time(DataFetchingEnvironment env, String argument) {
    DateTime time = env.getArgument(argument);
    return time == null ? null : time.instant();
  }

  private static List<Change> all(Operation operation, JournalQuery query, int atMost) {
    return operation.graph().journal(operation.caller(), query.after(), query.filter(), atMost);
  }

  /** Reads as much as fits a page at a time, until the page is full. */
  private static List<Change> touching(
      Operation operation, Snapshot snapshot, String artifact, JournalQuery query) {
    List<Long> revisions =
        history(snapshot, Ids.parse("artifact", artifact)).stream()
            .filter(revision -> revision > query.after())
            .toList();
    int wanted = query.first() + 1;
    List<Change> found = new ArrayList<>();
    for (int from = 0; from < revisions.size() && found.size() < wanted; from += wanted) {
      List<Long> some = revisions.subList(from, Math.min(revisions.size(), from + wanted));
      Batches.readEach(some, it -> operation.graph().change(operation.caller(), it))
          .join()
          .values()
          .stream()
          .filter(query.filter()::matches)
          .limit(wanted - found.size())
          .forEach(found::add);
    }
    return found;
  }

  private static List<Long> history(Snapshot snapshot, ArtifactId artifact) {
    return snapshot.contains(artifact) ? snapshot.history(artifact) : List.of();
  }

  private static JournalConnection connection(
      Snapshot snapshot, List<Change> changes, JournalQuery query, @Nullable Integer total) {
    List<JournalConnection.Item> page =
        changes.stream()
            .limit(query.first())
            .map(it -> new ChangeRef(snapshot, it.revision(), it))
            .map(ref -> new JournalConnection.Item(Long.toString(ref.revision()), ref))
            .toList();
    Page.PageInfo info =
        new Page.PageInfo(
            changes.size() > query.first(),
            query.after() > 0,
            page.isEmpty() ? null : page.getFirst().cursor(),
            page.isEmpty() ? null : page.getLast().cursor());
    return new JournalConnection(total, page, info);
  }

  @DgsData(parentType = "Artifact")
  JournalConnection history(DataFetchingEnvironment env) {
    ArtifactRef artifact = Objects.requireNonNull(env.<ArtifactRef>getSource());
    PageRequest request = PageRequest.of(env, artifact.id(), limit);
    Snapshot snapshot = request.snapshot(Operation.of(env)::ofCursor, artifact::snapshot);
    Page<Long> page = request.cut(snapshot.history(artifact.id()), snapshot.revision());
    List<JournalConnection.Item> items =
        IntStream.range(0, page.items().size())
            .mapToObj(
                i ->
                    new JournalConnection.Item(
                        page.cursor(i), new ChangeRef(snapshot, page.items().get(i), null)))
            .toList();
    return new JournalConnection(page.total(), items, page.info());
  }

  private static Set<String> factTypes(Class<?> type) {
    return Stream.of(type)
        .mapMulti(JournalFetcher::records)
        .map(Class::getSimpleName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void records(Class<?> type, Consumer<Class<?>> found) {
    if (type.isSealed()) {
      Arrays.stream(type.getPermittedSubclasses()).forEach(it -> records(it, found));
    } else {
      found.accept(type);
    }
  }

  private record JournalQuery(long after, ChangeFilter filter, int first) {}

  /** The journal's end, in the words of the API. */
  record Head(GraphService.Head head, String schemaVersion) {
    public long revision() {
      return head.revision();
    }

    public String hash() {
      return head.hash();
    }

    public @Nullable Instant at() {
      return head.at();
    }

    public List<ProjectionLag> projections() {
      return head.projections().stream().map(ProjectionLag::of).toList();
    }
  }

  /** How far a projection is. */
  record ProjectionLag(String name, long revision, long lagRevisions, double lagSeconds) {
    static ProjectionLag of(GraphService.ProjectionLag lag) {
      return new ProjectionLag(
          lag.name(), lag.revision(), lag.lagRevisions(), lag.lag().toNanos() / 1e9);
    }
  }
}
