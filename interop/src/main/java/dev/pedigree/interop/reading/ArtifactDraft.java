package dev.pedigree.interop.reading;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.UnhashedReason;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.interop.ReadingContext;
import dev.pedigree.interop.Standing;
import dev.pedigree.interop.Statements;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.Violation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An artifact as a document describes it, bit by bit. What its kind has no field for, or what the
 * field does not take, goes into {@code extra}; where the kind has no such field either, it is told
 * as lost.
 *
 * <p>Without a digest it is what is recorded under its name, and of that kind, or else unhashed.
 * Its provenance is left open, so that it is told from the parents: PARTIAL with, UNKNOWN without.
 */
public final class ArtifactDraft {
  /** The field of a kind that takes what other tools say beyond the kind's own fields. */
  static final String EXTRA = "extra";

  private static final int MAX_LABELS = 256;
  private static final int MAX_LABEL_KEY = 256;
  private static final int MAX_LABEL_VALUE = 4_096;
  private static final int MAX_DESCRIPTION = 65_536;

  /** Of all of {@code extra}, in characters of canonical JSON; leaves room for the other fields. */
  private static final int MAX_EXTRA = 400_000;

  private final ReadingContext context;
  private final Statements out;
  private final String path;
  private final Kind kind;
  private final ArtifactName name;
  private final Standing.@Nullable Known namesake;
  private final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> extra = new LinkedHashMap<>();
  private final Map<String, String> labels = new LinkedHashMap<>();
  private final Set<String> owners = new LinkedHashSet<>();
  private int extraLength;
  private @Nullable Digest digest;
  private @Nullable UnhashedReason unhashed;
  private @Nullable Provenance provenance;
  private @Nullable Instant createdAt;
  private @Nullable String description;

  ArtifactDraft(
      ReadingContext context, Statements out, String path, String kind, ArtifactName name) {
    this.context = context;
    this.out = out;
    this.path = path;
    this.name = name;
    this.namesake = out.named(name).orElse(null);
    this.kind = kind(context, kind, namesake);
  }

  /** What is recorded already stays of its kind, if that is of the family that is told. */
  private static Kind kind(ReadingContext context, String told, Standing.@Nullable Known namesake) {
    Kind kind = context.types().kind(told).orElseThrow();
    if (namesake == null || namesake.kinds().contains(told)) {
      return kind;
    }
    return namesake.kinds().stream()
        .sorted()
        .flatMap(known -> context.types().kind(known).stream())
        .filter(kind::sameFamily)
        .findFirst()
        .orElse(kind);
  }

  /** The hash of its content, as the document gives it. Null: not given. */
  public ArtifactDraft digest(@Nullable Digest given) {
    digest = given;
    return this;
  }

  /** Why it has no digest, in Pedigree's word. Null, or no such word: not told. */
  public ArtifactDraft unhashed(@Nullable String reason) {
    unhashed = word(UnhashedReason.class, reason);
    return this;
  }

  /** How complete its parents are, in Pedigree's word. Null, or no such word: not told. */
  public ArtifactDraft provenance(@Nullable String word) {
    provenance = word(Provenance.class, word);
    return this;
  }

  private static <E extends Enum<E>> @Nullable E word(Class<E> words, @Nullable String text) {
    return Stream.of(words.getEnumConstants())
        .filter(it -> it.name().equals(text))
        .findFirst()
        .orElse(null);
  }

  /** When it was made. Null: not given. */
  public ArtifactDraft createdAt(@Nullable Instant time) {
    createdAt = time;
    return this;
  }

  /** In words; what is too long is told as lost. Null or blank: not given. */
  public ArtifactDraft description(@Nullable String words, String at) {
    if (words != null && words.length() > MAX_DESCRIPTION) {
      out.lost(at, words.length() + " characters; a description has at most " + MAX_DESCRIPTION);
    } else if (words != null && !words.isBlank()) {
      description = words;
    }
    return this;
  }

  /** Whom to call about it. Null or blank: nobody. */
  public ArtifactDraft owner(@Nullable String who) {
    if (who != null && !who.isBlank()) {
      owners.add(who);
    }
    return this;
  }

  /** A label; of several with one key the first. */
  public ArtifactDraft label(String key, String value, String at) {
    if (key.isBlank() || key.length() > MAX_LABEL_KEY || value.length() > MAX_LABEL_VALUE) {
      out.lost(at, "no label: " + Place.shown(key) + " is blank, or it or its value too long");
    } else if (labels.size() == MAX_LABELS) {
      out.lost(at, "no label: an artifact has at most " + MAX_LABELS);
    } else {
      labels.putIfAbsent(key, value);
    }
    return this;
  }

  /** A field of its kind. Null: not given. */
  public ArtifactDraft attribute(String field, @Nullable Object value, String at) {
    if (value == null) {
      return this;
    }
    boolean declared = kind.fields().stream().anyMatch(it -> it.name().equals(field));
    String problem = declared ? problem(field, value) : null;
    if (declared && problem == null) {
      attributes.putIfAbsent(field, value);
    } else {
      if (problem != null) {
        out.lost(at, problem + (hasExtra() ? "; kept in extra" : ""));
      }
      putExtra(field, value, at, problem != null);
    }
    return this;
  }

  /** What its kind has no field for, under the name that the document gives it. Null: nothing. */
  public ArtifactDraft extra(String key, @Nullable Object value, String at) {
    if (value != null && !isEmpty(value)) {
      putExtra(key, value, at, false);
    }
    return this;
  }

  private static boolean isEmpty(Object value) {
    return (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof List<?> list && list.isEmpty());
  }

  private void putExtra(String key, Object value, String at, boolean isTold) {
    String problem = hasExtra() ? extraProblem(key, value) : "";
    if (problem == null) {
      extra.putIfAbsent(key, value);
    } else if (!isTold) {
      out.lost(at, problem.isEmpty() ? "a " + kind.typeName() + " has no field for it" : problem);
    }
  }

  private @Nullable String extraProblem(String key, Object value) {
    String problem = problem(EXTRA, Map.of(key, value));
    if (problem != null) {
      return problem;
    }
    int length = CanonicalJson.of(value).length() + key.length();
    if (extraLength + length > MAX_EXTRA) {
      return length
          + " characters; all that is kept in extra has at most "
          + MAX_EXTRA
          + ", with what came before";
    }
    extraLength += length;
    return null;
  }

  private boolean hasExtra() {
    return kind.fields().stream().anyMatch(it -> it.name().equals(EXTRA));
  }

  private @Nullable String problem(String field, Object value) {
    return context.types().attributes().check(kind, Map.of(field, value)).stream()
        .filter(it -> it.path().equals(field) || it.path().startsWith(field + "["))
        .findFirst()
        .map(Violation::message)
        .orElse(null);
  }

  /** What it is recorded as. */
  public String kind() {
    return kind.name();
  }

  /** Where it is described. */
  public String path() {
    return path;
  }

  /** What it is called. */
  public ArtifactName name() {
    return name;
  }

  /** Its id: of its digest, of what has its name already, or of its name. */
  public ArtifactId id() {
    if (digest != null) {
      return new ArtifactId(digest);
    }
    return namesake != null ? namesake.id() : ArtifactId.ofIdentity(kind.name(), name);
  }

  RecordRequest.Artifact toArtifact() {
    Digest known = digest == null && namesake != null ? namesake.id().digest() : digest;
    Map<String, @Nullable Object> all = new LinkedHashMap<>(attributes);
    if (!extra.isEmpty()) {
      all.put(EXTRA, extra);
    }
    return new RecordRequest.Artifact(
        path,
        path,
        kind.name(),
        known == null ? null : known.toString(),
        known == null && kind.content() ? reason() : null,
        name.namespace(),
        name.name(),
        name.version(),
        createdAt,
        description,
        provenance,
        List.copyOf(owners),
        labels.entrySet().stream().map(it -> new Label(it.getKey(), it.getValue())).toList(),
        all,
        List.of(),
        List.of());
  }

  private UnhashedReason reason() {
    return unhashed == null ? UnhashedReason.OTHER : unhashed;
  }

  /** The first digits of the SHA-256 of a JSON value: enough to tell versions apart. */
  public static String shortHash(Object value) {
    return Digest.of(CanonicalJson.of(value)).hex().substring(0, 16);
  }
}
