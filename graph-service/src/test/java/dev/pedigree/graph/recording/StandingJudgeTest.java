package dev.pedigree.graph.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.caller.Scope;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.recording.StandingRequest.Quarantine;
import dev.pedigree.graph.recording.StandingRequest.Release;
import dev.pedigree.graph.recording.StandingRequest.RetractArtifact;
import dev.pedigree.graph.recording.StandingRequest.RetractEdge;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StandingJudgeTest {
  private static final EdgeId TRAINED = EdgeId.of("TRAINED_ON", Given.id("m"), Given.id("c"));

  private final Ledger ledger = new Ledger();

  @BeforeEach
  void recordAModelOfACorpus() {
    ledger.record(Given.corpus("c"), Given.model("m").parent("TRAINED_ON", "c"));
  }

  @Test
  void putsInDoubtAndClears() {
    assertThat(changed(new Quarantine(null, id("c"), "poisoned"))).isTrue();
    assertThat(ledger.state("c").quarantine()).isNotNull();

    assertThat(changed(new Quarantine(null, id("c"), "poisoned, again"))).isFalse();
    assertThat(changed(new Release(null, id("c"), "it was not"))).isTrue();
    assertThat(ledger.state("c").quarantine()).isNull();
    assertThat(changed(new Release(null, id("c"), "it was not"))).isFalse();
    assertThat(ledger.revision()).isEqualTo(3);
  }

  @Test
  void takesAnArtifactOutOfTheLineage() {
    assertThat(ledger.ancestors("m")).containsExactly(Given.id("c"));

    assertThat(changed(new RetractArtifact(null, id("c"), "recorded by mistake"))).isTrue();

    assertThat(ledger.ancestors("m")).isEmpty();
    assertThat(changed(new RetractArtifact(null, id("c"), "recorded by mistake"))).isFalse();
  }

  @Test
  void takesAnEdgeOutUntilItIsRecordedAnew() {
    RecordAnswer.Recorded answer =
        (RecordAnswer.Recorded) ledger.change(new RetractEdge(null, TRAINED.toString(), "no"));

    assertThat(answer.changed()).isTrue();
    assertThat(answer.edges()).containsExactly(TRAINED);
    assertThat(answer.artifacts()).isEmpty();
    assertThat(ledger.ancestors("m")).isEmpty();
    assertThat(changed(new RetractEdge(null, TRAINED.toString(), "no"))).isFalse();

    ledger.record(Given.edge("TRAINED_ON", "m", "c", null));
    assertThat(ledger.ancestors("m")).containsExactly(Given.id("c"));
    assertThat(changed(new RetractEdge(null, TRAINED.toString(), "no"))).isTrue();
  }

  @Test
  void leavesWhatIsRetractedAsItIs() {
    ledger.change(new RetractArtifact(null, id("c"), "wrong"));

    assertThat(refusals(new Quarantine(null, id("c"), "poisoned")))
        .containsExactly("RETRACTED input.artifact");
  }

  @Test
  void refusesWhatIsNotThereOrSaysNothing() {
    assertThat(refusals(new Quarantine(null, id("absent"), "x")))
        .containsExactly("NOT_FOUND input.artifact");
    assertThat(refusals(new Release(null, "c", "x")))
        .containsExactly("INVALID_DIGEST input.artifact");
    assertThat(refusals(new RetractEdge(null, id("c"), "x")))
        .containsExactly("NOT_FOUND input.edge");
    assertThat(refusals(new RetractEdge(null, "e", "x")))
        .containsExactly("INVALID_DIGEST input.edge");
    assertThat(refusals(new Quarantine(null, id("c"), " \n")))
        .containsExactly("INVALID_VALUE input.reason");
    assertThat(refusals(new Quarantine("", id("c"), "x")))
        .containsExactly("INVALID_VALUE input.requestId");
  }

  @Test
  void refusesWhoMayOnlyReadOrKnowsNothingOfIt() {
    Caller reader = Callers.with("reader", Scope.READ);
    Caller stranger = Callers.in("stranger", "elsewhere");

    for (StandingRequest request :
        List.of(
            new Quarantine(null, id("c"), "x"),
            new RetractArtifact(null, id("c"), "x"),
            new RetractEdge(null, TRAINED.toString(), "x"))) {
      assertThat(refusals(request, reader)).singleElement().asString().startsWith("FORBIDDEN");
      assertThat(refusals(request, stranger)).singleElement().asString().startsWith("NOT_FOUND");
    }
  }

  @Test
  void answersARepeatedRequestAsTheFirstTime() {
    Quarantine request = new Quarantine("r", id("c"), "poisoned");
    Change first =
        new Change(
            7,
            Instant.EPOCH,
            new Change.Draft(
                "test",
                new Change.Request("r", RequestFingerprint.of(request)),
                List.of(),
                List.of()),
            false);

    assertThat(((RecordAnswer.Recorded) FirstAnswer.to(request, first)).artifacts())
        .containsExactly(Given.id("c"));
    assertThat(FirstAnswer.to(new Release("r", id("c"), "poisoned"), first))
        .isInstanceOf(RecordAnswer.Refused.class);
  }

  private boolean changed(StandingRequest request) {
    return ((RecordAnswer.Recorded) ledger.change(request)).changed();
  }

  private List<String> refusals(StandingRequest request) {
    return refusals(request, Caller.anonymous());
  }

  private List<String> refusals(StandingRequest request, Caller caller) {
    return ((RecordAnswer.Refused) ledger.change(request, caller))
        .refusals().stream().map(it -> it.code() + " " + it.path()).toList();
  }

  private static String id(String content) {
    return Given.id(content).toString();
  }
}
