package dev.pedigree.bench.graph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.schema.PedigreeSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Made-up models with names like those of public ones, such as {@code Torven-8B-Instruct-AWQ-k3x},
 * a few families with very many of them; each with up to three parents among those before it.
 */
public final class Catalogue {
  private static final List<String> BEGINNINGS =
      List.of(
          "tor", "mel", "quo", "zan", "bri", "lum", "fen", "gal", "hos", "ir", "jun", "kes", "nor",
          "pol", "rud", "sil", "tam", "ul", "vor", "wex");
  private static final List<String> ENDINGS =
      List.of(
          "ven", "dra", "lix", "mund", "nia", "ton", "vera", "quil", "star", "bo", "cade", "fin",
          "gram", "heim", "jack", "ka", "long", "mere", "nest", "ora");
  private static final List<String> SIZES =
      List.of("8B", "7B", "3B", "1.5B", "70B", "13B", "0.5B", "405B");
  private static final List<String> SORTS =
      List.of(
          "Instruct",
          "Chat",
          "Base",
          "Instruct-AWQ",
          "Chat-GGUF",
          "Code",
          "Math",
          "Vision",
          "Instruct-4bit");
  private static final List<String> USES =
      List.of("customers", "invoices", "contracts", "code", "summaries", "translation", "planning");
  private static final int NAMESPACES = 200;
  private static final int MOST_PARENTS = 3;

  /** They are no parents yet: they may still be on their way. */
  private static final int NEWEST = 2_000;

  private static final int LABELLED_PERCENT = 30;

  private final long seed;
  private final Random random;
  private final Zipf families = new Zipf(BEGINNINGS.size() * ENDINGS.size(), 1);
  private final Zipf sizes = new Zipf(SIZES.size(), 0.5);
  private final Zipf sorts = new Zipf(SORTS.size(), 0.5);
  private final Zipf namespaces = new Zipf(NAMESPACES, 1);
  private int made;

  /** One seed, one order of models. */
  public Catalogue(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  /**
   * A model.
   *
   * @param parents numbers of models
   */
  private record Model(
      int number, ArtifactName name, String description, int billions, List<Integer> parents) {}

  private Model next() {
    int number = made++;
    TreeSet<Integer> parents = new TreeSet<>();
    int before = number - NEWEST;
    for (int i = random.nextInt(MOST_PARENTS + 1); i > 0 && before > 0; i--) {
      parents.add((int) (before * Math.pow(random.nextDouble(), 2)));
    }
    String name =
        String.join("-", family(), size(), sort(), Integer.toString(number, Character.MAX_RADIX));
    return new Model(
        number,
        new ArtifactName("team-" + namespaces.draw(random), name, null),
        "Made for %s and %s, number %d of its kind.".formatted(use(), use(), number),
        1 + random.nextInt(70),
        List.copyOf(parents));
  }

  /** The word that most names begin with. */
  public String family() {
    int place = families.draw(random);
    String word =
        BEGINNINGS.get(place % BEGINNINGS.size()) + ENDINGS.get(place / BEGINNINGS.size());
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  /** How many parameters, as names say it. */
  public String size() {
    return SIZES.get(sizes.draw(random));
  }

  /** What it was made for, as names say it. */
  public String sort() {
    return SORTS.get(sorts.draw(random));
  }

  /** A word of descriptions. */
  public String use() {
    return USES.get(random.nextInt(USES.size()));
  }

  /** One of all that there are. */
  public String namespace() {
    return "team-" + namespaces.draw(random);
  }

  private ArtifactId id(int number) {
    return new ArtifactId(Digest.of("search bench " + seed + " " + number));
  }

  /** The id of any of those made so far. */
  public String anyId() {
    return id(random.nextInt(made)).toString();
  }

  /** A journal of the schema and the next so many models, each made when it is asked for. */
  public Iterable<Change.Draft> journal(int models) {
    PedigreeSchema schema = PedigreeSchema.load();
    Fact published = new Fact.SchemaPublished(schema.typeSystem().version(), schema.sdl());
    Change.Draft first = new Change.Draft("bench", null, List.of(published), List.of());
    return () ->
        Stream.concat(Stream.of(first), Stream.generate(this::draft).limit(models)).iterator();
  }

  /** The next model with its edges. */
  private Change.Draft draft() {
    Model model = next();
    ArtifactId id = id(model.number);
    List<Fact> facts = new ArrayList<>();
    facts.add(
        new Fact.ArtifactRecorded(
            id,
            "MODEL",
            model.name,
            id.digest(),
            null,
            null,
            model.parents.isEmpty() ? Provenance.PARTIAL : null,
            List.of(),
            model.description,
            model.number % 100 < LABELLED_PERCENT
                ? List.of(new Label("team", "blue-" + model.number % 10))
                : List.of(),
            "{\"parameters\":%d,\"license\":\"apache-2.0\"}"
                .formatted(1_000_000_000L * model.billions)));
    for (int parent : model.parents) {
      facts.add(new Fact.EdgeRecorded("FINE_TUNED_FROM", id, id(parent), null, List.of(), "{}"));
    }
    return new Change.Draft("bench", null, facts, List.of());
  }

  /** The next model as a line of {@code POST /import}. */
  public String line() {
    Model model = next();
    StringBuilder parents = new StringBuilder();
    for (int parent : model.parents) {
      parents
          .append(parents.isEmpty() ? "" : ",")
          .append("{\"type\":\"FINE_TUNED_FROM\",\"id\":\"%s\"}".formatted(id(parent)));
    }
    return ("{\"artifact\":{\"kind\":\"MODEL\",\"digest\":\"%s\",\"namespace\":\"%s\",\"name\":\"%s\","
            + "\"description\":\"%s\",\"attributes\":{\"parameters\":%d,\"license\":\"apache-2.0\"},\"parents\":[%s]}}")
        .formatted(
            id(model.number),
            model.name.namespace(),
            model.name.name(),
            model.description,
            1_000_000_000L * model.billions,
            parents);
  }
}
