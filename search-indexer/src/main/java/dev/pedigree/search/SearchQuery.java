package dev.pedigree.search;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.caller.Namespaces;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for, and which page of it.
 *
 * @param revision only artifacts that were recorded by then
 * @param first at most so many, 1 or more
 * @param after behind which the page begins; null: at the beginning
 * @param wanted what is answered beside the artifacts
 * @param accepts a condition that Elasticsearch knows nothing of; null: there is none
 * @param reads what whoever asks may read: nothing else is found, counted or told
 */
public record SearchQuery(
    SearchText text,
    Filter filter,
    long revision,
    int first,
    @Nullable Position after,
    Wanted wanted,
    @Nullable Predicate<ArtifactId> accepts,
    Namespaces reads) {
  /** Of one who may read everything. */
  public SearchQuery(
      SearchText text,
      Filter filter,
      long revision,
      int first,
      @Nullable Position after,
      Wanted wanted,
      @Nullable Predicate<ArtifactId> accepts) {
    this(text, filter, revision, first, after, wanted, accepts, Namespaces.ALL);
  }

  /** The same, of one who may read {@code readable}. */
  public SearchQuery readBy(Namespaces readable) {
    return new SearchQuery(text, filter, revision, first, after, wanted, accepts, readable);
  }

  /** So many artifacts can be named in a filter. */
  public static final int MAX_IDS = 10_000;

  /** What costs more than the artifacts alone. */
  public record Wanted(boolean facets, boolean highlights, boolean suggestion) {}

  /**
   * A place in the order of an answer.
   *
   * @param score what the artifact there had
   * @param revision of the change that recorded it
   * @param looseness how far what is in this answer does not fit the text
   * @param pointInTime of Elasticsearch, which all further pages are read at; null: none yet
   */
  public record Position(
      double score, long revision, ArtifactId id, int looseness, @Nullable String pointInTime) {}

  /**
   * Which artifacts may be found. All given conditions must hold; null: any.
   *
   * @param labels all of them
   * @param createdAfter made then or later, as far as that is known
   * @param createdBefore made earlier, as far as that is known
   * @param checks all of them
   * @param attributes all of them
   * @param ids only these; at most {@link #MAX_IDS}
   */
  public record Filter(
      @Nullable Set<String> kinds,
      @Nullable Set<String> namespaces,
      @Nullable Set<Stage> stages,
      List<Label> labels,
      @Nullable Boolean quarantined,
      @Nullable Instant createdAfter,
      @Nullable Instant createdBefore,
      List<Check> checks,
      List<Attribute> attributes,
      @Nullable Set<ArtifactId> ids) {
    /** Lets everything through. */
    public static final Filter ANY =
        new Filter(null, null, null, List.of(), null, null, null, List.of(), List.of(), null);

    public Filter {
      kinds = kinds == null ? null : Set.copyOf(kinds);
      namespaces = namespaces == null ? null : Set.copyOf(namespaces);
      stages = stages == null ? null : Set.copyOf(stages);
      labels = List.copyOf(labels);
      checks = List.copyOf(checks);
      attributes = List.copyOf(attributes);
      ids = ids == null ? null : Set.copyOf(ids);
    }

    /** Only those of {@code some} that this lets through. */
    public Filter among(Set<ArtifactId> some) {
      Set<ArtifactId> both = new HashSet<>(some);
      if (ids != null) {
        both.retainAll(ids);
      }
      return new Filter(
          kinds,
          namespaces,
          stages,
          labels,
          quarantined,
          createdAfter,
          createdBefore,
          checks,
          attributes,
          both);
    }
  }

  /**
   * How a check came out. Of its versions the highest decides.
   *
   * @param minVersion lower ones do not count; null: all do
   * @param outcome null: either
   * @param absent whether there must be no such check instead
   */
  public record Check(
      String name, @Nullable Integer minVersion, @Nullable CheckOutcome outcome, boolean absent) {}

  /**
   * What an attribute is. All given conditions must hold of one of its values.
   *
   * @param equal as JSON would write it, a text without quotation marks
   * @param above it is a larger number
   * @param below it is a smaller number
   */
  public record Attribute(
      String name, @Nullable String equal, @Nullable Double above, @Nullable Double below) {}
}
