package dev.pedigree.graph.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PrepareRequest;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metrics.Metrics;
import com.datastax.oss.driver.api.core.session.Request;
import com.datastax.oss.driver.api.core.type.reflect.GenericType;
import dev.pedigree.graph.watch.Watch;
import dev.pedigree.graph.watch.Watched;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A session whose statements are watched, under the word that they begin with and their table. */
public final class WatchedSession implements CqlSession {
  private static final Pattern TABLE =
      Pattern.compile("\\b(?:FROM|INTO|UPDATE|EXISTS)\\s+([\\w.]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern FIRST_WORD = Pattern.compile("^\\s*(\\w+)");
  private static final int MOST_NAMES = 500;
  private static final String OTHER = "OTHER";

  private final CqlSession session;
  private final Watch watch;
  private final Map<String, String> names = new ConcurrentHashMap<>();

  /** Watches what is asked of {@code session}, which is closed with this one. */
  public WatchedSession(CqlSession session, Watch watch) {
    this.session = session;
    this.watch = watch;
  }

  @Override
  public <RequestT extends Request, ResultT> @Nullable ResultT execute(
      RequestT request, GenericType<ResultT> resultType) {
    Watched call = watch.begin(Watch.Sort.CASSANDRA, name(request));
    @Nullable ResultT answer;
    try {
      answer = session.execute(request, resultType);
    } catch (RuntimeException | Error e) {
      call.end(e);
      throw e;
    }
    if (answer instanceof CompletionStage<?> later) {
      later.whenComplete((_, failure) -> call.end(failure));
    } else {
      call.end(null);
    }
    return answer;
  }

  private String name(Request request) {
    return switch (request) {
      case BoundStatement bound -> name(bound.getPreparedStatement().getQuery());
      case SimpleStatement simple -> name(simple.getQuery());
      case BatchStatement _ -> "BATCH";
      case PrepareRequest _ -> "PREPARE";
      default -> OTHER;
    };
  }

  private String name(String query) {
    String known = names.get(query);
    if (known != null) {
      return known;
    }
    String name = nameOf(query);
    if (names.size() < MOST_NAMES) {
      names.put(query, name);
    }
    return name;
  }

  /** Such as {@code SELECT journal}. */
  static String nameOf(String query) {
    Matcher word = FIRST_WORD.matcher(query);
    Matcher table = TABLE.matcher(query);
    if (!word.find()) {
      return OTHER;
    }
    String first = word.group(1).toUpperCase(Locale.ROOT);
    return table.find() ? first + " " + table.group(1) : first;
  }

  @Override
  public String getName() {
    return session.getName();
  }

  @Override
  public Metadata getMetadata() {
    return session.getMetadata();
  }

  @Override
  public boolean isSchemaMetadataEnabled() {
    return session.isSchemaMetadataEnabled();
  }

  @Override
  public CompletionStage<Metadata> setSchemaMetadataEnabled(@Nullable Boolean newValue) {
    return session.setSchemaMetadataEnabled(newValue);
  }

  @Override
  public CompletionStage<Metadata> refreshSchemaAsync() {
    return session.refreshSchemaAsync();
  }

  @Override
  public CompletionStage<Boolean> checkSchemaAgreementAsync() {
    return session.checkSchemaAgreementAsync();
  }

  @Override
  public DriverContext getContext() {
    return session.getContext();
  }

  @Override
  public Optional<CqlIdentifier> getKeyspace() {
    return session.getKeyspace();
  }

  @Override
  public Optional<Metrics> getMetrics() {
    return session.getMetrics();
  }

  @Override
  public CompletionStage<Void> closeFuture() {
    return session.closeFuture();
  }

  @Override
  public CompletionStage<Void> closeAsync() {
    return session.closeAsync();
  }

  @Override
  public CompletionStage<Void> forceCloseAsync() {
    return session.forceCloseAsync();
  }
}
