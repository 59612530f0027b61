package dev.pedigree.graph.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentScanTest {
  private static final Digest DOCUMENT = Digest.of("document");
  private static final ArtifactId CORPUS = new ArtifactId(Digest.of("corpus"));
  private static final ArtifactId MODEL = new ArtifactId(Digest.of("model"));
  private static final ArtifactId OTHER = new ArtifactId(Digest.of("other"));

  private final DocumentScan scan = new DocumentScan(DOCUMENT);
  private long revision;

  @Test
  void findsWhatTheDocumentBroughtEdgesFirst() {
    said(recorded(CORPUS));
    said(recorded(MODEL), check(MODEL), edge(MODEL, CORPUS));

    ImportedDocument found = scan.found(revision);

    assertThat(found.changes()).isEqualTo(2);
    assertThat(found.said())
        .extracting(ImportedDocument.Said::fact, ImportedDocument.Said::stays)
        .containsExactly(
            tuple(edge(MODEL, CORPUS), null),
            tuple(check(MODEL), null),
            tuple(recorded(CORPUS), null),
            tuple(recorded(MODEL), null));
  }

  @Test
  void findsNothingOfAnotherDocument() {
    others(new Fact.DocumentImported(Digest.of("another"), "dvc"), recorded(CORPUS));

    ImportedDocument found = scan.found(revision);

    assertThat(found.changes()).isZero();
    assertThat(found.said()).isEmpty();
  }

  @Test
  void leavesWhatOthersRecordedAgain() {
    said(recorded(CORPUS));
    others(new Fact.ArtifactExtended(CORPUS, "CORPUS", name("again"), "{}"));

    assertThat(scan.found(revision).said().getFirst().stays())
        .isEqualTo("it was recorded again at revision 2 by somebody");
  }

  @Test
  void leavesWhatOthersBuiltOnUntilTheyTakeTheirEdgeBack() {
    said(recorded(CORPUS));
    others(edge(OTHER, CORPUS));
    String before = scan.found(revision).said().getFirst().stays();
    others(new Fact.EdgeRetracted("TRAINED_ON", OTHER, CORPUS, "wrong"));

    assertThat(before).isEqualTo("an edge of it was recorded at revision 2 by somebody");
    assertThat(scan.found(revision).said().getFirst().stays()).isNull();
  }

  @Test
  void takesBackWhatOthersQuarantined() {
    said(recorded(CORPUS));
    others(new Fact.ArtifactQuarantined(CORPUS, "doubtful"));

    assertThat(scan.found(revision).said().getFirst().stays()).isNull();
  }

  @Test
  void forgetsWhatWasTakenBackAlready() {
    said(recorded(CORPUS), recorded(MODEL), edge(MODEL, CORPUS), check(MODEL));
    others(new Fact.EdgeRetracted("TRAINED_ON", MODEL, CORPUS, "wrong"));
    others(new Fact.CheckRevoked(MODEL, "pii", 1, "wrong"));
    others(new Fact.ArtifactRetracted(MODEL, "wrong"));

    assertThat(scan.found(revision).said())
        .extracting(ImportedDocument.Said::fact)
        .containsExactly(recorded(CORPUS));
  }

  @Test
  void tellsWhatItAddedToTheArtifactsOfOthers() {
    others(recorded(CORPUS));
    Fact added = new Fact.ArtifactExtended(CORPUS, "CORPUS", name("alias"), "{}");
    said(added);

    assertThat(scan.found(revision).said())
        .containsExactly(
            new ImportedDocument.Said(added, "it was added to an artifact that others recorded"));
  }

  private void said(Fact... facts) {
    Fact[] all = new Fact[facts.length + 1];
    all[0] = new Fact.DocumentImported(DOCUMENT, "dvc");
    System.arraycopy(facts, 0, all, 1, facts.length);
    others(all);
  }

  private void others(Fact... facts) {
    revision++;
    scan.add(
        new Change(
            revision,
            Instant.EPOCH,
            new Change.Draft("somebody", null, List.of(facts), List.of()),
            false));
  }

  private static Fact recorded(ArtifactId id) {
    return new Fact.ArtifactRecorded(
        id,
        "CORPUS",
        name(id.digest().hex()),
        id.digest(),
        null,
        null,
        null,
        List.of(),
        null,
        List.of(),
        "{}");
  }

  private static ArtifactName name(String name) {
    return new ArtifactName("default", name, null);
  }

  private static Fact check(ArtifactId id) {
    return new Fact.CheckRecorded(id, "pii", 1, CheckOutcome.PASSED, null);
  }

  private static Fact edge(ArtifactId child, ArtifactId parent) {
    return new Fact.EdgeRecorded("TRAINED_ON", child, parent, null, List.of(), "{}");
  }
}
