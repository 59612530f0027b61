package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which artifacts are meant. An empty set, or an empty {@link Any}, is met by nothing, an empty
 * {@link All} by everything.
 */
public sealed interface ArtifactFilter {
  /** Met by every artifact. */
  ArtifactFilter ALL = new All(List.of());

  /** Met by artifacts of one of {@code kinds}. */
  static ArtifactFilter ofKinds(Set<String> kinds) {
    return new Kinds(kinds);
  }

  /** Of one of these kinds; an artifact of several kinds meets any of them. */
  record Kinds(Set<String> names) implements ArtifactFilter {
    public Kinds {
      names = Set.copyOf(names);
    }
  }

  /** With a name, any of them, in one of these namespaces. */
  record Namespaces(Set<String> names) implements ArtifactFilter {
    public Namespaces {
      names = Set.copyOf(names);
    }
  }

  record Stages(Set<Stage> stages) implements ArtifactFilter {
    public Stages {
      stages = Set.copyOf(stages);
    }
  }

  /** Owned by one of these. */
  record Owners(Set<String> names) implements ArtifactFilter {
    public Owners {
      names = Set.copyOf(names);
    }
  }

  /** Whether it has no live parent from which it inherits weights. */
  record Base(boolean wanted) implements ArtifactFilter {}

  /** Whose provenance is one of these, as the API shows it. */
  record Provenances(Set<Provenance> wanted) implements ArtifactFilter {
    public Provenances {
      wanted = Set.copyOf(wanted);
    }
  }

  /** Whether it is quarantined itself. */
  record Quarantined(boolean wanted) implements ArtifactFilter {}

  /** Whether one of its ancestors is quarantined, however far and along whatever edges. */
  record Tainted(boolean wanted) implements ArtifactFilter {}

  /** Made strictly before; an unknown time meets it. */
  record CreatedBefore(Instant time) implements ArtifactFilter {}

  /** Made strictly after; an unknown time does not meet it. */
  record CreatedAfter(Instant time) implements ArtifactFilter {}

  /**
   * Made longer ago than this, counted from the clock or, in a question about a revision that is
   * not the newest, from the time of that revision; an unknown time meets it.
   */
  record OlderThan(Duration age) implements ArtifactFilter {}

  /** With this label, key and value. */
  record Labelled(Label label) implements ArtifactFilter {}

  /**
   * By its checks named {@code name}: the highest version of at least {@code minVersion} that is
   * not revoked decides.
   *
   * @param minVersion null: any version
   * @param outcome what it must be; null: either
   * @param absent met if no check decides; {@code outcome} has no meaning then
   */
  record Checked(
      String name, @Nullable Integer minVersion, @Nullable CheckOutcome outcome, boolean absent)
      implements ArtifactFilter {}

  /** With an ancestor, by these steps up from it, that meets {@code where}. */
  record DescendsFrom(ArtifactFilter where, Steps steps) implements ArtifactFilter {}

  /** With a descendant, by these steps down from it, that meets {@code where}. */
  record Shapes(ArtifactFilter where, Steps steps) implements ArtifactFilter {}

  /** Meeting all of these. */
  record All(List<ArtifactFilter> of) implements ArtifactFilter {
    public All {
      of = List.copyOf(of);
    }
  }

  /** Meeting one of these. */
  record Any(List<ArtifactFilter> of) implements ArtifactFilter {
    public Any {
      of = List.copyOf(of);
    }
  }

  record Not(ArtifactFilter of) implements ArtifactFilter {}
}
