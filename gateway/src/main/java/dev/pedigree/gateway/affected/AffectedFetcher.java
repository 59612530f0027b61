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
import graphql.schema.DataFetchingEnvironment;
import org.reactivestreams.Publisher;

/** Tells what happens to an artifact and to all that descends from it. */
@DgsComponent
final class AffectedFetcher {
  private final GatewayProperties properties;

  AffectedFetcher(GatewayProperties properties) {
    this.properties = properties;
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
            () -> properties.limits().budget(() -> false));
    return JournalFeed.after(from, operation.graph(), operation.caller())
        .concatMapIterable(downstream::events, 1);
  }
}
