package dev.pedigree.search;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.state.ArtifactState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * @param checks of each name the deciding one as {@link #check} writes it
 * @param attributes with {@code attributeNumbers}, see {@link SearchableAttributes}
 * @param reflects the newest change that it tells of
 * @param rank what it is worth among artifacts that fit a text equally well
 * @param tie see {@link #tie}
 * @param shared whether its names lie in several namespaces
 * @param nameWords then the words of each name, as {@link #nameWord} writes them
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
    List<String> checks,
    List<String> attributes,
    List<String> attributeNumbers,
    @Nullable String description,
    boolean quarantined,
    boolean retracted,
    @Nullable Long createdAtMillis,
    long recordedAtMillis,
    long revision,
    long reflects,
    int rank,
    long tie,
    boolean shared,
    List<String> nameWords,
    List<String> whole,
    Words words) {
  private static final int USES_WORTH = 4;

  /** In words: longer ones are worth nothing. */
  private static final int LONG_NAME = 7;

  IndexedArtifact {
    kinds = List.copyOf(kinds);
    names = List.copyOf(names);
    namespaces = List.copyOf(namespaces);
    versions = List.copyOf(versions);
    labels = List.copyOf(labels);
    owners = List.copyOf(owners);
    checks = List.copyOf(checks);
    attributes = List.copyOf(attributes);
    attributeNumbers = List.copyOf(attributeNumbers);
    nameWords = List.copyOf(nameWords);
    whole = List.copyOf(whole);
  }

  /**
   * What is searched word by word, see {@link PlainText}.
   *
   * @param first the first words of the names
   */
  record Words(
      List<String> name,
      List<String> first,
      List<String> part,
      List<String> namespace,
      List<String> version,
      List<String> kind,
      List<String> label,
      List<String> owner,
      List<String> attribute,
      @Nullable String description) {
    Words {
      name = List.copyOf(name);
      first = List.copyOf(first);
      part = List.copyOf(part);
      namespace = List.copyOf(namespace);
      version = List.copyOf(version);
      kind = List.copyOf(kind);
      label = List.copyOf(label);
      owner = List.copyOf(owner);
      attribute = List.copyOf(attribute);
    }
  }

  /**
   * The document of an artifact.
   *
   * @param uses how widely it is used, see {@link Uses}
   */
  static IndexedArtifact of(ArtifactState state, long reflects, int uses) {
    SearchableAttributes attributes = SearchableAttributes.of(state.attributes());
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
        newestChecks(state),
        attributes.values(),
        attributes.numbers(),
        description,
        state.quarantine() != null,
        state.retraction() != null,
        createdAt == null ? null : millis(createdAt),
        millis(state.recordedAt()),
        state.revision(),
        reflects,
        rank(state.stage(), uses, names),
        tie(state.id()),
        namespaces.size() > 1,
        namespaces.size() > 1
            ? state.names().stream().flatMap(IndexedArtifact::nameWords).distinct().toList()
            : List.of(),
        state.names().stream().flatMap(IndexedArtifact::typed).distinct().toList(),
        new Words(
            spaced(names),
            names.stream().flatMap(IndexedArtifact::first).distinct().toList(),
            names.stream().map(PlainText::parts).toList(),
            spaced(namespaces),
            spaced(versions),
            spaced(state.kinds()),
            spaced(labels),
            spaced(state.owners()),
            spaced(attributes.texts()),
            description == null ? null : PlainText.spaced(description)));
  }

  /**
   * What is used by many and what is in production comes first, among what fits equally well, then
   * what has a short name: so the model itself before what was made of it and named after it.
   */
  private static int rank(Stage stage, int uses, List<String> names) {
    int worth =
        switch (stage) {
          case ARCHIVED -> 0;
          case DRAFT -> 1;
          case STAGING -> 4;
          case PRODUCTION -> 7;
        };
    int words = names.stream().mapToInt(name -> PlainText.words(name).size()).min().orElse(0);
    return worth + USES_WORTH * uses + Math.max(0, LONG_NAME - words);
  }

  /** Of each name the highest version decides. */
  private static List<String> newestChecks(ArtifactState state) {
    Map<String, ArtifactState.Check> newest = new LinkedHashMap<>();
    for (ArtifactState.Check check : state.checks()) {
      if (check.revoked() == null) {
        newest.merge(check.name(), check, (a, b) -> a.version() > b.version() ? a : b);
      }
    }
    return newest.values().stream()
        .map(check -> check(check.name(), check.outcome(), check.version()))
        .toList();
  }

  /** About how long it is, in characters of JSON. */
  int characters() {
    int own =
        Stream.of(names, namespaces, labels, owners, checks, attributes, attributeNumbers, whole)
            .flatMap(List::stream)
            .mapToInt(String::length)
            .sum();
    int texts = words.attribute().stream().mapToInt(String::length).sum();
    return 2 * (own + (description == null ? 0 : description.length())) + texts;
  }

  /** A check in one text, such that those of one name and outcome are in the order of versions. */
  static String check(String name, CheckOutcome outcome, int version) {
    return name + "\t" + outcome.name() + "\t" + "%010d".formatted(version);
  }

  /**
   * What decides between artifacts that are equal otherwise: the first 64 bits of the id's digest.
   * A number is compared many times faster than the id.
   */
  static long tie(ArtifactId id) {
    return Long.parseUnsignedLong(id.digest().hex(), 0, Long.SIZE / 4, 16);
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

  private static Stream<String> nameWords(ArtifactName name) {
    return Stream.of(name.namespace(), name.name(), Objects.requireNonNullElse(name.version(), ""))
        .flatMap(text -> PlainText.words(text).stream())
        .map(word -> nameWord(name.namespace(), word));
  }

  /** A word of a name, with the namespace that the name lies in. */
  static String nameWord(String namespace, String word) {
    return namespace + "\t" + word;
  }

  private static Stream<String> typed(ArtifactName name) {
    String path = name.namespace() + "/" + name.name();
    return Stream.of(name.name(), path, name.toString()).map(PlainText::joined);
  }

  private static Stream<String> first(String name) {
    return PlainText.words(name).stream().limit(1);
  }

  private static List<String> spaced(List<String> texts) {
    return texts.stream().map(PlainText::spaced).toList();
  }
}
