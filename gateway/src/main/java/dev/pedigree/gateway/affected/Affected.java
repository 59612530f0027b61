package dev.pedigree.gateway.affected;

import dev.pedigree.graph.artifact.ArtifactId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * An artifact to which a change did something.
 *
 * @param what each event once
 * @param linked the revision at which it descends from the other, or is it: that of the change or,
 *     where the change cut it off, the one before
 */
public record Affected(ArtifactId artifact, Set<AffectedEvent> what, long linked) {
  public Affected {
    what = Collections.unmodifiableSet(EnumSet.copyOf(what));
  }
}
