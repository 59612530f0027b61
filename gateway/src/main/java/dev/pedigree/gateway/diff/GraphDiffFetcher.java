package dev.pedigree.gateway.diff;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsData;
import com.netflix.graphql.dgs.DgsQuery;
import com.netflix.graphql.dgs.InputArgument;
import dev.pedigree.gateway.artifact.Ids;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.journal.ChangeRef;
import dev.pedigree.gateway.journal.JournalConnection;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.gateway.paging.Page;
import dev.pedigree.gateway.paging.Question;
import dev.pedigree.gateway.scalar.DateTime;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.diff.GraphDiff;
import dev.pedigree.graph.service.Snapshot;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells what was recorded between two revisions, and which revision there was at a time. */
@DgsComponent
final class GraphDiffFetcher {
  private final int limit;

  GraphDiffFetcher(GatewayProperties properties) {
    this.limit = properties.limits().page();
  }

  @DgsQuery
  long revisionAt(DataFetchingEnvironment env) {
    DateTime time = Objects.requireNonNull(env.<DateTime>getArgument("time"));
    return Operation.of(env).snapshot(env).revisionAt(time.instant());
  }

  @DgsQuery
  GraphDiffView graphDiff(
      @InputArgument Long from,
      @InputArgument Long to,
      @InputArgument @Nullable String around,
      DataFetchingEnvironment env) {
    Operation operation = Operation.of(env);
    Snapshot snapshot = operation.at(to, "to");
    if (from > to) {
      throw RefusedException.invalid("from", from, "at most " + to + ", which is to");
    }
    ArtifactId start = around == null ? null : Ids.existing(snapshot, "around", around);
    GraphDiff diff =
        operation.graph().diff(operation.caller(), from, to, start, operation.budget());
    return new GraphDiffView(snapshot, diff, from + " " + to + " " + start);
  }

  @DgsData(parentType = "GraphDiff")
  JournalConnection changes(DataFetchingEnvironment env) {
    GraphDiffView view = Objects.requireNonNull(env.<GraphDiffView>getSource());
    Question question = Question.of(env, view.question());
    Integer first = env.getArgument("first");
    if (first == null || first < 1 || first > limit) {
      throw RefusedException.invalid("first", first == null ? "null" : first, "1 to " + limit);
    }
    String after = env.getArgument("after");
    long behind = after == null ? view.from() : ChangeCursor.parse(after, question);
    List<GraphDiff.Place> found = view.diff().changes(behind, first + 1);
    List<JournalConnection.Item> items =
        found.stream().limit(first).map(place -> item(place, view, question)).toList();
    Page.PageInfo info =
        new Page.PageInfo(
            found.size() > first,
            after != null,
            items.isEmpty() ? null : items.getFirst().cursor(),
            items.isEmpty() ? null : items.getLast().cursor());
    return new JournalConnection(view.diff().total(), items, info);
  }

  private static JournalConnection.Item item(
      GraphDiff.Place place, GraphDiffView view, Question question) {
    ChangeRef change =
        new ChangeRef(view.snapshot(), place.revision(), place.known(), view.diff()::shows);
    return new JournalConnection.Item(new ChangeCursor(question, place.revision()).text(), change);
  }
}
