package dev.pedigree.graph.policy;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.recording.Given;
import dev.pedigree.graph.recording.RecordRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a race over policies begins with, and what may happen in it: data sets made of corpora,
 * models made of these and of each other, evaluation runs, and policies in three versions each. The
 * same for one seed.
 */
final class RaceWorld {
  static final int NEWEST_VERSION = 3;
  static final List<String> POLICIES =
      List.of("pii-filter", "quarantined-ancestor", "evaluated", "contaminated", "licence");

  private static final int PER_LEVEL = 10;
  private static final String OF_MODELS = "subject: subject.kind == 'MODEL'\n";

  /** By name and version; what they mean is written down in {@link SlowGate} once more. */
  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("pii-filter 1", filtered("[PRODUCTION]", 3)),
          Map.entry("pii-filter 2", filtered("[STAGING, PRODUCTION]", 2)),
          Map.entry("pii-filter 3", filtered("[STAGING, PRODUCTION]", 3)),
          Map.entry("quarantined-ancestor 1", undoubted("{}")),
          Map.entry("quarantined-ancestor 2", undoubted("{maxDepth: 2}")),
          Map.entry(
              "quarantined-ancestor 3",
              undoubted("{edgeTypes: [TRAINED_ON, DERIVED_FROM, FINE_TUNED_FROM]}")),
          Map.entry("evaluated 1", evaluated("")),
          Map.entry(
              "evaluated 2",
              evaluated("of: {kinds: [MODEL], edgeTypes: [FINE_TUNED_FROM], maxDepth: 1}, ")),
          Map.entry("evaluated 3", "severity: WARN\n" + evaluated("")),
          Map.entry("contaminated 1", "severity: WARN\n" + uncontaminated("[PRODUCTION]")),
          Map.entry("contaminated 2", uncontaminated("[PRODUCTION]")),
          Map.entry("contaminated 3", uncontaminated("[STAGING, PRODUCTION]")),
          Map.entry(
              "licence 1",
              licensed(
                  "edgeTypes: [FINE_TUNED_FROM, MERGED_FROM], maxDepth: 1",
                  "require: ancestor.attributes.license in ['mit', 'apache-2.0']")),
          Map.entry(
              "licence 2",
              licensed(
                  "inherits: [WEIGHTS], maxDepth: 2",
                  "require: ancestor.attributes.license in ['mit', 'apache-2.0']")),
          Map.entry(
              "licence 3",
              licensed(
                  "inherits: [WEIGHTS], maxDepth: 1",
                  "forbid: ancestor.attributes.license == 'proprietary'")));

  final List<String> corpora = names("corpus", 16);
  final List<String> datasets = names("dataset", 36);
  final List<String> models = names("model", 5 * PER_LEVEL);

  /** One a model, by the number of the model. */
  final List<String> runs = names("run", models.size());

  /** Standing at the beginning. */
  final List<Link> links = new ArrayList<>();

  /** Recorded and retracted again and again; some of {@link #links}, some that close cycles. */
  final List<Link> unsteady = new ArrayList<>();

  /** Put in doubt and cleared. */
  final List<String> doubtful;

  /** Taken out of the lineage for good. */
  final List<String> doomed;

  private final Random random;

  /** An edge. */
  record Link(String type, String child, String parent) {}

  RaceWorld(long seed) {
    random = new Random(seed);
    for (int i = 0; i < datasets.size(); i++) {
      links.add(new Link("DERIVED_FROM", datasets.get(i), pick(corpora)));
      if (i > 0 && random.nextInt(4) == 0) {
        links.add(new Link("DERIVED_FROM", datasets.get(i), pick(datasets.subList(0, i))));
      }
    }
    for (int i = 0; i < models.size(); i++) {
      links.add(new Link("TRAINED_ON", models.get(i), pick(datasets)));
      addParentsOfModel(i);
      links.add(new Link("EVALUATES", runs.get(i), models.get(i)));
      links.add(new Link("EVALUATED_AGAINST", runs.get(i), pick(datasets)));
    }
    for (int i = 0; i < 100; i++) {
      unsteady.add(i < 20 ? pick(links) : late(i));
    }
    doubtful = Stream.of(corpora, datasets, models, models).flatMap(this::pickTwo).toList();
    doomed = IntStream.range(0, 6).mapToObj(i -> pick(i % 2 == 0 ? datasets : runs)).toList();
  }

  private void addParentsOfModel(int model) {
    int level = model / PER_LEVEL;
    if (level > 0) {
      List<String> below = models.subList((level - 1) * PER_LEVEL, level * PER_LEVEL);
      links.add(new Link("FINE_TUNED_FROM", models.get(model), pick(below)));
      if (random.nextInt(3) == 0) {
        links.add(new Link("MERGED_FROM", models.get(model), pick(below)));
      }
    }
  }

  private Link late(int number) {
    Link link = anyLate(number);
    return link.child().equals(link.parent()) ? late(number) : link;
  }

  private Link anyLate(int number) {
    return switch (number % 8) {
      case 0 -> new Link("GENERATED_BY", pick(datasets), pick(models));
      case 1 -> new Link("DERIVED_FROM", pick(datasets), pick(datasets));
      case 2 -> new Link("FINE_TUNED_FROM", pick(models), pick(models.subList(0, PER_LEVEL)));
      case 3 -> new Link("DISTILLED_FROM", pick(models), pick(models.subList(0, 2 * PER_LEVEL)));
      case 4 -> new Link("EVALUATES", pick(runs), pick(models));
      case 5 -> new Link("EVALUATED_AGAINST", pick(runs), pick(datasets));
      default -> new Link("DERIVED_FROM", pick(datasets), pick(corpora));
    };
  }

  private <T> T pick(List<T> from) {
    return pick(from, random);
  }

  /** One of {@code from}, of the first ones more often, so that requests meet. */
  static <T> T pick(List<T> from, Random random) {
    return from.get(Math.min(random.nextInt(from.size()), random.nextInt(from.size())));
  }

  private Stream<String> pickTwo(List<String> from) {
    return Stream.of(pick(from), pick(from));
  }

  private static List<String> names(String kind, int count) {
    return IntStream.range(0, count).mapToObj(i -> kind + "-" + i).toList();
  }

  /** Records the beginning: artifacts with their edges, then checks. */
  List<RecordRequest> requests() {
    List<Given> artifacts = new ArrayList<>();
    corpora.forEach(name -> artifacts.add(Given.corpus(name)));
    datasets.forEach(name -> artifacts.add(child(Given.of("DATASET", name), name)));
    models.forEach(
        name -> artifacts.add(child(Given.model(name).attribute("license", "mit"), name)));
    runs.forEach(name -> artifacts.add(child(Given.of("EVAL_RUN", name), name)));
    return List.of(
        Given.request(artifacts.toArray(Given[]::new)),
        new RecordRequest(null, List.of(), List.of(), checks()));
  }

  private Given child(Given artifact, String name) {
    for (Link link : links) {
      if (link.child().equals(name)) {
        artifact.parent(link.type(), link.parent());
      }
    }
    return artifact;
  }

  private List<RecordRequest.Check> checks() {
    List<RecordRequest.Check> checks = new ArrayList<>();
    for (int i = 0; i < corpora.size(); i++) {
      checks.add(passed(corpora.get(i), "pii-filter", i % 10 == 0 ? 2 : 3 + i % 2));
    }
    for (int i = 0; i < runs.size(); i++) {
      if (i % 8 != 0) {
        checks.add(passed(runs.get(i), "gate", 1));
      }
    }
    return checks;
  }

  private static RecordRequest.Check passed(String artifact, String check, int version) {
    return new RecordRequest.Check(
        "check", id(artifact), check, version, CheckOutcome.PASSED, null);
  }

  static RecordRequest edge(Link link) {
    return Given.edge(link.type(), link.child(), link.parent(), null);
  }

  static String id(String name) {
    ArtifactId id = Given.id(name);
    return id.toString();
  }

  /** The text of one version of one of {@link #POLICIES}. */
  static String policy(String name, int version) {
    String text = TEXTS.get(name + " " + version);
    if (text == null) {
      throw new IllegalArgumentException(name + " " + version + " (expected: one of the texts)");
    }
    return "name: " + name + "\nversion: " + version + "\ndescription: for a race\n" + text;
  }

  private static String filtered(String stages, int version) {
    return "stages: "
        + stages
        + "\n"
        + OF_MODELS
        + """
        rules:
          - ancestors: {kinds: [CORPUS]}
            require: ancestor.passed('pii-filter', %d)
        """
            .formatted(version);
  }

  private static String undoubted(String ancestors) {
    return """
    stages: [STAGING, PRODUCTION]
    rules:
      - ancestors: %s
        forbid: ancestor.quarantined
    """
        .formatted(ancestors);
  }

  private static String evaluated(String of) {
    return OF_MODELS
        + """
        rules:
          - evidence: {%skinds: [EVAL_RUN], edgeTypes: [EVALUATES]}
            require: evidence.passed('gate', 1)
        """
            .formatted(of);
  }

  private static String uncontaminated(String stages) {
    return "stages: "
        + stages
        + "\n"
        + OF_MODELS
        + """
        rules:
          - evidence:
              kinds: [EVAL_RUN]
              parents: {kinds: [DATASET], edgeTypes: [EVALUATED_AGAINST]}
            forbid: upstream
        """;
  }

  private static String licensed(String steps, String condition) {
    return OF_MODELS
        + """
        rules:
          - ancestors: {kinds: [MODEL], %s}
            %s
        """
            .formatted(steps, condition);
  }
}
