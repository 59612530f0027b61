package dev.pedigree.gateway.search;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsQuery;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.gateway.paging.Question;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.schema.TypeSystem;
import dev.pedigree.search.Search;
import dev.pedigree.search.SearchQuery;
import dev.pedigree.search.SearchText;
import graphql.schema.DataFetchingEnvironment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds artifacts by words. */
@DgsComponent
final class SearchFetcher {
  private final Search search;
  private final TypeSystem types;
  private final int limit;

  SearchFetcher(Search search, TypeSystem types, GatewayProperties properties) {
    this.search = search;
    this.types = types;
    this.limit = properties.limits().page();
  }

  @DgsQuery
  SearchConnection search(DataFetchingEnvironment env) {
    Question question = Question.of(env, "");
    SearchText text = text(env);
    int first = first(env);
    SearchQuery.@Nullable Position after = after(env, question);
    Snapshot snapshot = Operation.of(env).snapshot(env);
    RelativesFilter relatives =
        RelativesFilter.of(env.getArgument("where"), snapshot, Operation.of(env).budget());
    SearchQuery query =
        new SearchQuery(
            text,
            relatives.applied(SearchFilterInput.of(env.getArgument("where"), types)),
            snapshot.revision(),
            first,
            after,
            new SearchQuery.Wanted(
                env.getSelectionSet().contains("facets"),
                env.getSelectionSet().contains("edges/highlights"),
                env.getSelectionSet().contains("suggestion")),
            relatives.accepts(),
            snapshot.reads());
    return new SearchConnection(snapshot, question, query, search.find(query));
  }

  private static SearchText text(DataFetchingEnvironment env) {
    String text = Objects.requireNonNull(env.getArgument("text"));
    SearchText.problem(text)
        .ifPresent(
            problem -> {
              throw new RefusedException(ErrorCode.INVALID_VALUE, "text: " + problem, "text");
            });
    return new SearchText(text);
  }

  private int first(DataFetchingEnvironment env) {
    Integer first = env.getArgument("first");
    if (first == null || first < 1 || first > limit) {
      throw RefusedException.invalid("first", first == null ? "null" : first, "1 to " + limit);
    }
    return first;
  }

  private static SearchQuery.@Nullable Position after(
      DataFetchingEnvironment env, Question question) {
    String after = env.getArgument("after");
    return after == null ? null : SearchCursor.parse(after, question).position();
  }
}
