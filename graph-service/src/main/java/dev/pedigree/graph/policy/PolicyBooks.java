package dev.pedigree.graph.policy;

import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.lineage.Meter;
import dev.pedigree.graph.topology.PolicyFact;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.TypeSystem;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The policies at any revision; each is compiled once. Safe for many threads. */
public final class PolicyBooks {
  private final TypeSystem types;
  private final PolicySource sources;
  private final Map<Fact.PolicyPublished, Policy> compiled = new ConcurrentHashMap<>();
  private volatile @Nullable Known newest;
  private volatile PolicyIndex index = PolicyIndex.NOTHING;

  /** The facts that make up a book. */
  private record Known(List<PolicyFact> facts, PolicyBook book) {
    /** The writer may take facts back and bring others under the same revision. */
    @SuppressWarnings("ReferenceEquality") // a fact that was taken back may equal its successor
    boolean isOf(List<PolicyFact> others) {
      return facts.size() == others.size()
          && (facts.isEmpty() || facts.getLast() == others.getLast());
    }
  }

  public PolicyBooks(TypeSystem types) {
    this.types = types;
    this.sources = new PolicySource(types);
  }

  /**
   * Reads one policy, see {@link PolicySource#parse}.
   *
   * @throws InvalidPolicyException if it is wrong
   */
  public Policy parse(String source) {
    return sources.parse(source);
  }

  /** What is known of artifacts, from now on. */
  void found(PolicyIndex newer) {
    index = newer;
  }

  /**
   * Those who judge by what is known by now. To be called before the graph is read: what is known
   * later may be of changes that a reader cannot see.
   */
  public Judges judges() {
    return new Judges(this, index);
  }

  /** Judge artifacts by what is known. */
  public static final class Judges {
    private final PolicyBooks books;
    private final PolicyIndex index;

    private Judges(PolicyBooks books, PolicyIndex index) {
      this.books = books;
      this.index = index;
    }

    /**
     * Judges one artifact by the policies as they stand at the revision of {@code graph}.
     *
     * @param now what ages and waivers are measured by
     */
    public PolicyJudge judge(TopologyReader graph, Contents contents, Instant now, Meter meter) {
      return new PolicyJudge(graph, books.types, contents, books.at(graph), index, now, meter);
    }
  }

  /** The book at the revision of {@code graph}. */
  public PolicyBook at(TopologyReader graph) {
    List<PolicyFact> facts = graph.policyFacts();
    Known known = newest;
    if (known != null && known.isOf(facts)) {
      return known.book;
    }
    PolicyBook book = PolicyBook.EMPTY;
    for (PolicyFact fact : facts) {
      book = with(fact, book);
    }
    newest = new Known(facts, book);
    return book;
  }

  private PolicyBook with(PolicyFact at, PolicyBook book) {
    return switch (at.fact()) {
      case Fact.PolicyPublished f ->
          book.with(
              new PolicyBook.Entry(
                  compiled.computeIfAbsent(f, this::compile), at.revision(), at.by(), null));
      case Fact.PolicyRetired f -> book.retired(f.policy(), f.reason());
      case Fact.PolicyWaived f ->
          book.with(
              new Waiver(f.policy(), f.artifact(), f.reason(), f.until(), at.by(), at.revision()));
    };
  }

  /** One that the schema does not fit any more is violated by everything, until it is replaced. */
  private Policy compile(Fact.PolicyPublished published) {
    try {
      return sources.parse(published.source());
    } catch (InvalidPolicyException e) {
      String why = "the schema in force does not fit this policy: " + e.getMessage();
      return new Policy(
          published.policy(),
          published.version(),
          Severity.BLOCK,
          why,
          EnumSet.of(Stage.STAGING, Stage.PRODUCTION),
          null,
          List.of(new Rule.OfSubject(new Condition(true, Expression.NEVER), why)),
          published.source());
    }
  }
}
