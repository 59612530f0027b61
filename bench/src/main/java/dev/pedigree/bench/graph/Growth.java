package dev.pedigree.bench.graph;

import dev.pedigree.bench.graph.SyntheticGraph.Edge;
import dev.pedigree.bench.graph.SyntheticGraph.Node;
import dev.pedigree.graph.artifact.Digest;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Makes one artifact after the other, each with about four parents among those before it. First
 * come the seeds: corpora, base models, tokenizers, suites. The others belong to the family of a
 * base model; which one, and which data they use, is drawn so that a few seeds have enormous blast
 * radii.
 */
final class Growth {
  /** No parent that is deeper is taken. */
  private static final int DEEPEST = 800;

  private static final int RECENT = 100;
  private static final int MOST_SERVED = 16;
  private static final Instant FIRST = Instant.parse("2022-01-01T00:00:00Z");
  private static final Duration SPAN = Duration.ofDays(4 * 365);

  private final long seed;
  private final int size;
  private final Random random;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();
  private final IntArrayList depths = new IntArrayList();

  /** Of the newest artifact. */
  private final Set<Edge> parents = new HashSet<>();

  private final IntArrayList corpora = new IntArrayList();
  private final IntArrayList tokenizers = new IntArrayList();
  private final IntArrayList suites = new IntArrayList();
  private final IntArrayList prompts = new IntArrayList();
  private final IntArrayList data = new IntArrayList();
  private final List<Family> families = new ArrayList<>();
  private final Chains checkpoints;
  private final Chains revisions;
  private final Chains promptVersions;
  private final Zipf corpusRanks;
  private final Zipf familyRanks;
  private final Zipf tokenizerRanks;
  private final Zipf suiteRanks;

  Growth(long seed, int size) {
    this.seed = seed;
    this.size = size;
    random = new Random(seed);
    int chains = Math.clamp(size / 1000, 8, 60);
    checkpoints = new Chains(random, chains);
    revisions = new Chains(random, chains);
    promptVersions = new Chains(random, chains);
    int seeds = Math.clamp(size / 100, 60, 600);
    corpusRanks = new Zipf(seeds * 4 / 10, 1.0);
    familyRanks = new Zipf(seeds * 4 / 10, 1.05);
    tokenizerRanks = new Zipf(seeds / 10, 1.0);
    suiteRanks = new Zipf(seeds / 10, 1.0);
    for (int i = 0; i < seeds; i++) {
      plant(i % 10);
    }
  }

  SyntheticGraph grow() {
    while (nodes.size() < size) {
      sprout(anyFamily(), random.nextInt(101));
    }
    return new SyntheticGraph(nodes, edges);
  }

  private void plant(int place) {
    switch (place) {
      case 0, 1, 2, 3 -> corpora.add(node("CORPUS"));
      case 4, 5, 6, 7 -> {
        int base = node("MODEL");
        trainedOn(base, 3);
        families.add(new Family(base));
      }
      case 8 -> tokenizers.add(node("TOKENIZER"));
      default -> suites.add(node("EVAL_SUITE"));
    }
  }

  private void sprout(Family family, int share) {
    if (share < 20) {
      fineTune(family);
    } else if (share < 28) {
      edge("ADAPTER_OF", node("ADAPTER"), family.model(random));
    } else if (share < 40) {
      quantize(family);
    } else if (share < 43) {
      merge(family);
    } else if (share < 45) {
      distill(family);
    } else if (share < 55) {
      checkpoint(family);
    } else if (share < 63) {
      revise(family);
    } else if (share < 71) {
      derive(family);
    } else if (share < 78) {
      prompt(family);
    } else if (share < 90) {
      evaluate(family);
    } else {
      deploy(family);
    }
  }

  private void fineTune(Family family) {
    int model = node("MODEL");
    edge("FINE_TUNED_FROM", model, family.model(random));
    edges("TRAINED_ON", model, 2 + random.nextInt(7), () -> dataFor(family));
    if (random.nextBoolean()) {
      edge("TOKENIZED_WITH", model, tokenizers.getInt(tokenizerRanks.draw(random)));
    }
    family.models.add(model);
  }

  private void quantize(Family family) {
    int model = node("MODEL");
    edge("QUANTIZED_FROM", model, family.model(random));
    if (random.nextInt(10) < 7) {
      edge("CALIBRATED_ON", model, dataFor(family));
    }
    family.models.add(model);
  }

  private void merge(Family family) {
    int model = node("MODEL");
    edges(
        "MERGED_FROM",
        model,
        2 + random.nextInt(7),
        () -> (random.nextInt(4) == 0 ? anyFamily() : family).model(random));
    family.models.add(model);
  }

  private void distill(Family family) {
    int model = node("MODEL");
    edge("DISTILLED_FROM", model, family.model(random));
    trainedOn(model, 2);
    family.models.add(model);
  }

  private void checkpoint(Family family) {
    Chains.Chain chain = openChain(checkpoints);
    int checkpoint = node("CHECKPOINT");
    if (chain.head < 0) {
      edge("FINE_TUNED_FROM", checkpoint, family.model(random));
    } else {
      edge("REVISED_FROM", checkpoint, chain.head);
    }
    edge("TRAINED_ON", checkpoint, dataFor(family));
    checkpoints.lengthen(chain, checkpoint);
    if (random.nextInt(10) == 0) {
      family.models.add(checkpoint);
    }
  }

  private void revise(Family family) {
    Chains.Chain chain = openChain(revisions);
    int before = chain.head < 0 ? dataFor(family) : chain.head;
    int revision = node(nodes.get(before).kind());
    edge("REVISED_FROM", revision, before);
    if (random.nextInt(5) == 0) {
      edge("DERIVED_FROM", revision, dataFor(family));
    }
    revisions.lengthen(chain, revision);
    made(family, revision);
  }

  private void derive(Family family) {
    int dataset = node("DATASET");
    edges("DERIVED_FROM", dataset, 1 + random.nextInt(4), () -> dataFor(family));
    if (random.nextInt(100) < 15) {
      edge("GENERATED_BY", dataset, family.model(random));
      prompted(dataset);
    }
    made(family, dataset);
  }

  private void prompt(Family family) {
    Chains.Chain chain = openChain(promptVersions);
    int prompt = node("PROMPT");
    if (chain.head < 0) {
      edge("TUNED_FOR", prompt, family.models.getInt(0));
    } else {
      edge("REVISED_FROM", prompt, chain.head);
    }
    promptVersions.lengthen(chain, prompt);
    prompts.add(prompt);
  }

  private void evaluate(Family family) {
    int run = node("EVAL_RUN");
    edge("EVALUATES", run, family.model(random));
    edges(
        "EVALUATED_AGAINST",
        run,
        1 + random.nextInt(6),
        () -> suites.getInt(suiteRanks.draw(random)));
    prompted(run);
  }

  /** Some serve many models at once. */
  private void deploy(Family family) {
    int deployment = node("DEPLOYMENT");
    edge("SERVES", deployment, family.model(random));
    prompted(deployment);
    if (random.nextInt(100) < 8) {
      edges("SERVES", deployment, random.nextInt(MOST_SERVED), () -> anyFamily().model(random));
    }
  }

  /** A chain whose next version is not too deep. */
  private static boolean isShallow(IntArrayList depths, Chains.Chain chain) {
    return chain.head < 0 || depths.getInt(chain.head) < DEEPEST;
  }

  private Chains.Chain openChain(Chains chains) {
    Chains.Chain chain = chains.next();
    while (!isShallow(depths, chain)) {
      chains.end(chain);
      chain = chains.next();
    }
    return chain;
  }

  private void prompted(int child) {
    if (!prompts.isEmpty() && random.nextInt(10) < 6) {
      edge("PROMPTED_BY", child, recent(prompts));
    }
  }

  private void trainedOn(int child, int many) {
    edges("TRAINED_ON", child, many, this::corpus);
  }

  private void made(Family family, int made) {
    family.data.add(made);
    data.add(made);
  }

  private Family anyFamily() {
    return families.get(familyRanks.draw(random));
  }

  private int corpus() {
    return corpora.getInt(Math.min(corpusRanks.draw(random), corpora.size() - 1));
  }

  private int dataFor(Family family) {
    int share = random.nextInt(100);
    if (share < 72 || data.isEmpty()) {
      return corpus();
    }
    return recent(share < 92 && !family.data.isEmpty() ? family.data : data);
  }

  private int recent(IntArrayList of) {
    return of.getInt(of.size() - 1 - random.nextInt(Math.min(RECENT, of.size())));
  }

  private int node(String kind) {
    int number = nodes.size();
    String name = "a" + number;
    nodes.add(
        new Node(
            Digest.of("bench " + seed + " " + name).toString(),
            kind,
            name,
            Long.toString(seed),
            FIRST.plusSeconds(SPAN.toSeconds() * number / size)));
    depths.add(0);
    parents.clear();
    return number;
  }

  /** Draws until there are {@code many}, or too few left to be drawn. */
  private void edges(String type, int child, int many, IntSupplier parent) {
    int left = many;
    for (int draws = 0; left > 0 && draws < 4 * many; draws++) {
      if (edge(type, child, parent.getAsInt())) {
        left--;
      }
    }
  }

  /** Nothing happens if there is such an edge, or if the parent is too deep: false. */
  private boolean edge(String type, int child, int parent) {
    if (depths.getInt(parent) >= DEEPEST) {
      return false;
    }
    Edge edge =
        new Edge(type, nodes.get(child).digest(), nodes.get(parent).digest(), weight(parent));
    boolean added = parents.add(edge);
    if (added) {
      edges.add(edge);
      depths.set(child, Math.max(depths.getInt(child), depths.getInt(parent) + 1));
    }
    return added;
  }

  /** One parent, one weight: so a repeated edge is an equal one. */
  private static double weight(int parent) {
    return (1 + parent % 100) / 100.0;
  }
}
