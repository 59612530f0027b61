package dev.pedigree.gateway.affected;

import com.netflix.graphql.dgs.DgsComponent;
import com.netflix.graphql.dgs.DgsSubscription;
import com.netflix.graphql.dgs.InputArgument;
import dev.pedigree.gateway.artifact.Ids;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.journal.JournalFeed;
import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.gateway.subscription.Event;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.journal.Change;
import graphql.schema.DataFetchingEnvironment;
import java.util.ArrayList;
import java.util.List;
import org.reactivestreams.Publisher;

/** Tells what happens to an artifact and to all that descends from it. */
@DgsComponent
final class AffectedFetcher {
  private final GatewayProperties properties;
  private final NewViolations violations;

  AffectedFetcher(GatewayProperties properties, NewViolations violations) {
    this.properties = properties;
    this.violations = violations;
  }

  @DgsSubscription
  Publisher<Event> affected(@InputArgument String by, DataFetchingEnvironment env) {
    Operation operation = Operation.of(env);
    long from = JournalFeed.start(env);
    ArtifactId artifact = Ids.existing(operation.snapshot(env), "by", by);
    Downstream downstream =
        new Downstream(
            artifact,
            operation.graph(),
            operation.caller(),
            violations,
            () -> properties.limits().budget(() -> false));
    return JournalFeed.after(from, operation.graph(), operation.caller())
        .concatMapIterable(change -> events(downstream, change), 1);
  }

  private static List<Event> events(Downstream downstream, Change change) {
    List<Affected> affected = downstream.affected(change);
    List<Event> events = new ArrayList<>(affected.size());
    for (Affected it : affected) {
      int remaining = affected.size() - events.size() - 1;
      events.add(
          operation -> new AffectedArtifact(it, downstream.by(), change, remaining, operation));
    }
    return events;
  }
}
