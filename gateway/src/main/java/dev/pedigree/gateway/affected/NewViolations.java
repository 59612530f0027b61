package dev.pedigree.gateway.affected;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.policy.PolicyBook;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.service.Snapshot;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What a change made violate a policy: because a check was revoked, an ancestor quarantined, a
 * parent discovered, a policy published. Found out once for all who follow.
 */
@Component
public final class NewViolations {
  private static final int REVISIONS_KEPT = 4;
  private static final Caller ALL = Caller.trusted("violations");

  private final GraphService graph;
  private final GatewayProperties properties;
  private final Cache<Long, Set<Breach>> breaches =
      Caffeine.newBuilder().maximumSize(REVISIONS_KEPT).build();

  NewViolations(GraphService graph, GatewayProperties properties) {
    this.graph = graph;
    this.properties = properties;
  }

  private record Breach(String policy, ArtifactId artifact) {}

  /**
   * The artifacts that are at a stage where a policy applies and violate it right after {@code
   * change}, waived or not, but did not right before it. In the order of the journal, a policy
   * after the other.
   *
   * @throws dev.pedigree.graph.lineage.BudgetExceededException if there is no time to find out
   */
  Set<ArtifactId> of(Change change) {
    Snapshot after = graph.snapshot(ALL, change.revision());
    if (!after.policies().mayJudgeOtherwiseAfter(change)) {
      return Set.of();
    }
    Set<Breach> before = at(graph.snapshot(ALL, change.revision() - 1));
    Set<ArtifactId> news = new LinkedHashSet<>();
    for (Breach breach : at(after)) {
      if (!before.contains(breach)) {
        news.add(breach.artifact);
      }
    }
    return news;
  }

  private Set<Breach> at(Snapshot snapshot) {
    return breaches.get(snapshot.revision(), _ -> found(snapshot));
  }

  private Set<Breach> found(Snapshot snapshot) {
    Budget budget = properties.limits().budget(() -> false);
    Set<Breach> found = new LinkedHashSet<>();
    for (PolicyBook.Entry entry : snapshot.policies().policies().values()) {
      if (entry.active()) {
        snapshot
            .violators(entry.policy(), entry.policy().stages(), budget)
            .forEach(artifact -> found.add(new Breach(entry.policy().name(), artifact)));
      }
    }
    return found;
  }
}
