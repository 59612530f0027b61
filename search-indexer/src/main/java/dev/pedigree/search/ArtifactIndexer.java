package dev.pedigree.search;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.projection.Projection;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.graph.service.FurtherProjection;
import dev.pedigree.graph.state.AppliedFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a document per artifact. The projection {@code search}.
 *
 * <p>A document's version is the newest change that it reflects, and Elasticsearch takes a version
 * only if it is not older than what is there. So a replay or a stale writer writes what is there or
 * loses.
 */
final class ArtifactIndexer implements Projection {
  static final String NAME = "search";

  private final String name;
  private final Elasticsearch elasticsearch;
  private final ArtifactIndex index;
  private final Journal journal;
  private final AppliedFacts facts;
  private final Uses uses;
  private final DeadLetters letters;
  private volatile @Nullable String prepared;

  /**
   * Writes into {@code index}.
   *
   * @param name the projection's
   */
  ArtifactIndexer(
      String name,
      Elasticsearch elasticsearch,
      ArtifactIndex index,
      FurtherProjection.Sources sources) {
    this.name = name;
    this.elasticsearch = elasticsearch;
    this.index = index;
    this.journal = sources.journal();
    this.facts = sources.facts();
    this.letters = new DeadLetters(elasticsearch, index);
    this.uses = new Uses(sources.edges());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void prepare() {
    prepared = index.prepare();
    letters.read();
  }

  @Override
  public void apply(List<Change> changes) {
    if (!index.require().equals(prepared)) {
      throw new UnavailableException("the index " + index.alias() + " was replaced");
    }
    uses.await(changes.getLast().revision());
    TouchedArtifacts touched = new TouchedArtifacts(journal, uses, _ -> true);
    changes.forEach(touched::add);
    try (BulkWriter writer = new BulkWriter(elasticsearch, index, letters)) {
      touched.documents(facts, changes.getLast().revision(), writer::add);
      writer.finish();
    }
  }

  @Override
  public long verify(Iterable<Change> changes, Verification.Report report) {
    index.require();
    index.refresh();
    return new IndexVerifier(elasticsearch, index, journal, uses, report, null).verify(changes);
  }

  @Override
  public long repair(Iterable<Change> changes, long watermark, Verification.Report report) {
    index.require();
    index.refresh();
    IndexRepair repair = new IndexRepair(elasticsearch, index, watermark, report);
    return new IndexVerifier(elasticsearch, index, journal, uses, report, repair).verify(changes);
  }
}
