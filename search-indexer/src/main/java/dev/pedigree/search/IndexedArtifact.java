package dev.pedigree.search;

import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.state.ArtifactState;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An artifact as Elasticsearch holds it.
 *
 * @param names of all its names the name alone; likewise namespaces and versions
 * @param labels as {@link #label} writes them
 * @param createdAtMillis null: not known
 * @param revision of the change that recorded it first
 * @param reflects the newest change that it tells of
 * @param whole its names as somebody may type them, see {@link PlainText#joined}
 */
record IndexedArtifact(
    String id,
    List<String> kinds,
    List<String> names,
    List<String> namespaces,
    List<String> versions,
    String stage,
    List<String> labels,
    List<String> owners,
    @Nullable String description,
    boolean quarantined,
    boolean retracted,
    @Nullable Long createdAtMillis,
    long recordedAtMillis,
    long revision,
    long reflects,
    List<String> whole,
    Words words) {
  IndexedArtifact {
    kinds = List.copyOf(kinds);
    names = List.copyOf(names);
    namespaces = List.copyOf(namespaces);
    versions = List.copyOf(versions);
    labels = List.copyOf(labels);
    owners = List.copyOf(owners);
    whole = List.copyOf(whole);
  }

  /** What is searched word by word, see {@link PlainText}. */
  record Words(
      List<String> name,
      List<String> namespace,
      List<String> version,
      List<String> kind,
      List<String> label,
      List<String> owner,
      @Nullable String description) {
    Words {
      name = List.copyOf(name);
      namespace = List.copyOf(namespace);
      version = List.copyOf(version);
      kind = List.copyOf(kind);
      label = List.copyOf(label);
      owner = List.copyOf(owner);
    }
  }

  static IndexedArtifact of(ArtifactState state, long reflects) {
    List<String> names = distinct(state.names(), ArtifactName::name);
    List<String> namespaces = distinct(state.names(), ArtifactName::namespace);
    List<String> versions = distinct(state.names(), ArtifactName::version);
    List<String> labels = state.labels().stream().map(IndexedArtifact::label).toList();
    String description = state.description();
    Instant createdAt = state.createdAt();
    return new IndexedArtifact(
        state.id().toString(),
        state.kinds(),
        names,
        namespaces,
        versions,
        state.stage().name(),
        labels,
        state.owners(),
        description,
        state.quarantine() != null,
        state.retraction() != null,
        createdAt == null ? null : millis(createdAt),
        millis(state.recordedAt()),
        state.revision(),
        reflects,
        state.names().stream().flatMap(IndexedArtifact::typed).distinct().toList(),
        new Words(
            spaced(names),
            spaced(namespaces),
            spaced(versions),
            spaced(state.kinds()),
            spaced(labels),
            spaced(state.owners()),
            description == null ? null : PlainText.spaced(description)));
  }

  /** A label in one text. Unlike {@code =}, a tab is never in a key. */
  static String label(Label label) {
    return label.key() + "\t" + label.value();
  }

  /** The same, as people write it. */
  static String shownLabel(String label) {
    return label.replaceFirst("\t", "=");
  }

  /** Milliseconds since 1970, as close as a long gets. */
  static long millis(Instant at) {
    try {
      return at.toEpochMilli();
    } catch (ArithmeticException e) {
      return at.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  private static List<String> distinct(
      List<ArtifactName> names, Function<ArtifactName, @Nullable String> part) {
    return names.stream().flatMap(name -> Stream.ofNullable(part.apply(name))).distinct().toList();
  }

  private static Stream<String> typed(ArtifactName name) {
    String path = name.namespace() + "/" + name.name();
    return Stream.of(name.name(), path, name.toString()).map(PlainText::joined);
  }

  private static List<String> spaced(List<String> texts) {
    return texts.stream().map(PlainText::spaced).toList();
  }
}
