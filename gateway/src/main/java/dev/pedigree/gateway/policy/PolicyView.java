package dev.pedigree.gateway.policy;

import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.policy.Policy;
import dev.pedigree.graph.policy.PolicyBook;
import dev.pedigree.graph.policy.Severity;
import dev.pedigree.graph.service.Snapshot;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it stood at a snapshot's revision.
 *
 * @param entry null: it is only tried
 * @param triedBy by whom then
 */
record PolicyView(
    Snapshot snapshot, Policy policy, PolicyBook.@Nullable Entry entry, String triedBy) {
  static PolicyView of(Snapshot snapshot, PolicyBook.Entry entry) {
    return new PolicyView(snapshot, entry.policy(), entry, entry.publishedBy());
  }

  /** The one of that name, as it stands; it must be there. */
  static PolicyView named(Snapshot snapshot, String name) {
    PolicyBook.Entry entry = snapshot.policies().policies().get(name);
    if (entry == null) {
      throw new IllegalStateException("no policy " + name);
    }
    return of(snapshot, entry);
  }

  public String name() {
    return policy.name();
  }

  public int version() {
    return policy.version();
  }

  public Severity severity() {
    return policy.severity();
  }

  public String description() {
    return policy.description();
  }

  public Set<Stage> stages() {
    return policy.stages();
  }

  public String source() {
    return policy.source();
  }

  public boolean active() {
    return entry != null && entry.active();
  }

  public String publishedBy() {
    return entry == null ? triedBy : entry.publishedBy();
  }

  public List<WaiverView> waivers() {
    return snapshot.policies().waivers().stream()
        .filter(waiver -> waiver.policy().equals(policy.name()))
        .map(waiver -> new WaiverView(snapshot, waiver))
        .toList();
  }
}
