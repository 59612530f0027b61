package dev.pedigree.gateway.affected;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can happen to an artifact; the values of the API's enum of that name. */
public enum AffectedEvent {
  RECORDED,
  LINKED,
  UNLINKED,
  AMENDED,
  CHECKED,
  PROMOTED,
  VIOLATES,
  WAIVED,
  QUARANTINED,
  RELEASED,
  RETRACTED;

  /** What {@code change} did to which artifacts, in the order of its facts. */
  static Map<ArtifactId, Set<AffectedEvent>> in(Change change) {
    Map<ArtifactId, Set<AffectedEvent>> events = new LinkedHashMap<>();
    for (Fact fact : change.facts()) {
      AffectedEvent event = of(fact);
      ArtifactId artifact = artifact(fact);
      if (event != null && artifact != null) {
        events.computeIfAbsent(artifact, _ -> EnumSet.noneOf(AffectedEvent.class)).add(event);
      }
    }
    return events;
  }

  private static @Nullable ArtifactId artifact(Fact fact) {
    return switch (fact) {
      case Fact.AboutArtifact about -> about.artifact();
      case Fact.AboutEdge about -> about.child();
      default -> null;
    };
  }

  static @Nullable AffectedEvent of(Fact fact) {
    return switch (fact) {
      case Fact.ArtifactRecorded _, Fact.ArtifactExtended _ -> RECORDED;
      case Fact.EdgeRecorded _ -> LINKED;
      case Fact.EdgeRetracted _ -> UNLINKED;
      case Fact.ArtifactAmended _ -> AMENDED;
      case Fact.CheckRecorded _, Fact.CheckRevoked _ -> CHECKED;
      case Fact.StageChanged _ -> PROMOTED;
      case Fact.PromotionJudged judged -> judged.violationCount() > 0 ? VIOLATES : null;
      case Fact.PolicyWaived _ -> WAIVED;
      case Fact.ArtifactQuarantined _ -> QUARANTINED;
      case Fact.ArtifactReleased _ -> RELEASED;
      case Fact.ArtifactRetracted _ -> RETRACTED;
      case Fact.PolicyPublished _,
          Fact.PolicyRetired _,
          Fact.SchemaPublished _,
          Fact.DocumentImported _,
          Fact.ErasurePerformed _ ->
          null;
    };
  }

  /** Whether it may end that an artifact descends from another. */
  boolean cuts() {
    return this == UNLINKED || this == RETRACTED;
  }
}
