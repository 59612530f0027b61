package dev.pedigree.graph.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.UnhashedReason;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecorderTest {
  private final Ledger ledger = new Ledger();

  @Test
  void recordsAnArtifactWithItsParent() {
    ledger.record(Given.corpus("corpus"));

    RecordAnswer.Recorded answer =
        ledger.record(Given.model("model").parent("TRAINED_ON", "corpus"));

    assertThat(answer.revision()).isEqualTo(2);
    assertThat(answer.changed()).isTrue();
    assertThat(answer.artifacts()).containsExactly(Given.id("model"));
    assertThat(answer.edges())
        .containsExactly(EdgeId.of("TRAINED_ON", Given.id("model"), Given.id("corpus")));
    assertThat(answer.warnings()).isEmpty();
  }

  @Test
  void changesNothingWhenAllIsKnown() {
    Given model = Given.model("model").attribute("precision", "bf16").description("a model");
    ledger.record(model);

    RecordAnswer.Recorded again = ledger.record(model);

    assertThat(again.changed()).isFalse();
    assertThat(again.revision()).isEqualTo(1);
    assertThat(ledger.revision()).isEqualTo(1);
  }

  @Test
  void saysFirstWhichDocumentSaysTheRest() {
    RecordRequest.Source source = new RecordRequest.Source(Digest.of("document"), "dvc");

    ledger.record(Given.request(Given.corpus("corpus")).saidBy(source));

    assertThat(ledger.newest().getFirst())
        .isEqualTo(new Fact.DocumentImported(Digest.of("document"), "dvc"));
    assertThat(ledger.newest()).hasSize(2);
  }

  @Test
  void changesNothingWhenADocumentSaysWhatIsKnown() {
    ledger.record(Given.corpus("corpus"));

    RecordAnswer.Recorded again =
        ledger.record(
            Given.request(Given.corpus("corpus"))
                .saidBy(new RecordRequest.Source(Digest.of("document"), "dvc")));

    assertThat(again.changed()).isFalse();
  }

  @Test
  void leavesWhatIsRecordedWhereADocumentSaysOtherwise() {
    ledger.record(Given.corpus("corpus").attribute("license", "MIT"));
    ledger.record(Given.model("model").parent("TRAINED_ON", "corpus", 0.5));

    RecordAnswer.Recorded answer =
        ledger.record(
            Given.request(
                    Given.corpus("corpus").attribute("license", "GPL").attribute("format", "warc"),
                    Given.model("model").parent("TRAINED_ON", "corpus", 0.25))
                .saidBy(new RecordRequest.Source(Digest.of("document"), "dvc")));

    assertThat(answer.warnings())
        .extracting(Change.Warning::code, Change.Warning::path)
        .containsExactly(
            tuple("ATTRIBUTES_KEPT", "input.artifacts[0].model.license"),
            tuple("ATTRIBUTES_KEPT", "input.artifacts[1].model.parents[0].weight"));
    assertThat(ledger.state("corpus").attributes())
        .isEqualTo("{\"format\":\"warc\",\"license\":\"MIT\"}");
  }

  @Test
  void addsWhatOnlyAnotherDocumentSaysToAnObject() {
    RecordRequest.Source source = new RecordRequest.Source(Digest.of("document"), "dvc");
    Map<String, Object> first = Map.of("a", Map.of("x", 1, "y", 2));
    Map<String, Object> second = Map.of("a", Map.of("x", 1, "z", 3), "b", List.of(1));
    Map<String, Object> third = Map.of("a", Map.of("x", 7, "w", 4));
    ledger.record(Given.request(Given.corpus("corpus").attribute("extra", first)).saidBy(source));

    RecordAnswer.Recorded added =
        ledger.record(
            Given.request(Given.corpus("corpus").attribute("extra", second)).saidBy(source));
    RecordAnswer.Recorded again =
        ledger.record(
            Given.request(Given.corpus("corpus").attribute("extra", first)).saidBy(source));
    RecordAnswer.Recorded other =
        ledger.record(
            Given.request(Given.corpus("corpus").attribute("extra", third)).saidBy(source));

    assertThat(added.warnings()).isEmpty();
    assertThat(again.changed()).isFalse();
    assertThat(again.warnings()).isEmpty();
    assertThat(other.warnings())
        .extracting(Change.Warning::code)
        .containsExactly("ATTRIBUTES_KEPT");
    assertThat(ledger.state("corpus").attributes())
        .isEqualTo("{\"extra\":{\"a\":{\"w\":4,\"x\":1,\"y\":2,\"z\":3},\"b\":[1]}}");
    assertThat(ledger.refuse(Given.corpus("corpus").attribute("extra", third)))
        .containsExactly("ATTRIBUTE_CONFLICT input.artifacts[0].model.extra");
  }

  @Test
  void namesAThingWithoutDigestByItsIdentity() {
    RecordAnswer.Recorded answer =
        ledger.record(Given.of("DEPLOYMENT", "chat").noDigest().version("2026-10-01"));

    assertThat(answer.artifacts())
        .containsExactly(
            ArtifactId.ofIdentity("DEPLOYMENT", new ArtifactName("default", "chat", "2026-10-01")));
  }

  @Test
  void takesAClosedModelThatSaysWhyItHasNoDigest() {
    RecordAnswer.Recorded answer =
        ledger.record(Given.model("closed").noDigest().unhashed(UnhashedReason.CLOSED_MODEL));

    assertThat(answer.artifacts())
        .containsExactly(
            ArtifactId.ofIdentity("MODEL", new ArtifactName("default", "closed", null)));
  }

  @Test
  void findsAParentByTheNewestVersionOfItsName() {
    ledger.record(Given.corpus("old").name("corpus").version("1"));
    ledger.record(Given.corpus("new").name("corpus").version("2"));

    RecordAnswer.Recorded newest =
        ledger.record(Given.model("a").parentNamed("TRAINED_ON", "corpus", null));
    RecordAnswer.Recorded first =
        ledger.record(Given.model("b").parentNamed("TRAINED_ON", "corpus", "1"));

    assertThat(newest.edges())
        .containsExactly(EdgeId.of("TRAINED_ON", Given.id("a"), Given.id("new")));
    assertThat(first.edges())
        .containsExactly(EdgeId.of("TRAINED_ON", Given.id("b"), Given.id("old")));
  }

  @Test
  void takesParentsThatComeLaterInTheRequest() {
    RecordAnswer.Recorded answer =
        ledger.record(Given.model("model").parent("TRAINED_ON", "corpus"), Given.corpus("corpus"));

    assertThat(answer.artifacts()).containsExactly(Given.id("model"), Given.id("corpus"));
    assertThat(ledger.ancestors("model")).containsExactly(Given.id("corpus"));
  }

  @Test
  void sharesANodeBetweenKindsOfOneFamily() {
    ledger.record(Given.of("CHECKPOINT", "bytes").name("step-100"));

    RecordAnswer.Recorded answer = ledger.record(Given.model("bytes").name("final").version("1"));

    assertThat(answer.artifacts()).containsExactly(Given.id("bytes"));
    assertThat(ledger.state("bytes").kinds()).containsExactly("CHECKPOINT", "MODEL");
    assertThat(ledger.state("bytes").names())
        .extracting(ArtifactName::name)
        .containsExactly("step-100", "final");
  }

  @Test
  void acceptsAJoinThatAnyKindOfANodeFits() {
    ledger.record(Given.of("DATASET", "bytes"));
    ledger.record(Given.of("EVAL_SUITE", "bytes").name("suite"));

    RecordAnswer.Recorded answer =
        ledger.record(Given.model("model").parent("CURRICULUM_FROM", "bytes"));

    assertThat(answer.edges()).hasSize(1);
  }

  @Test
  void refusesADigestUnderAnotherFamily() {
    ledger.record(Given.corpus("bytes"));

    assertThat(ledger.refuse(Given.model("bytes").name("other")))
        .containsExactly("KIND_CONFLICT input.artifacts[0].model");
  }

  @Test
  void keepsANameForOneNodeForEver() {
    ledger.record(Given.model("one").name("m").version("1"));

    assertThat(ledger.refuse(Given.model("two").name("m").version("1")))
        .containsExactly("NAME_TAKEN input.artifacts[0].model.name");
    assertThat(ledger.record(Given.model("two").name("m").version("2")).changed()).isTrue();
  }

  @Test
  void refusesAttributesThatDiffer() {
    ledger.record(Given.model("m").attribute("precision", "bf16"));

    assertThat(ledger.refuse(Given.model("m").attribute("precision", "fp8")))
        .containsExactly("ATTRIBUTE_CONFLICT input.artifacts[0].model.precision");
  }

  @Test
  void addsAttributesThatWereNotKnown() {
    ledger.record(Given.model("m").attribute("precision", "bf16"));

    RecordAnswer.Recorded answer = ledger.record(Given.model("m").attribute("architecture", "x"));

    assertThat(answer.changed()).isTrue();
    assertThat(ledger.state("m").attributes())
        .isEqualTo("{\"architecture\":\"x\",\"precision\":\"bf16\"}");
    assertThat(ledger.record(Given.model("m").attribute("precision", "bf16")).changed()).isFalse();
  }

  @Test
  void keepsADescriptionThatIsRecordedAndWarns() {
    ledger.record(Given.model("m").description("first").label("team", "a"));

    RecordAnswer.Recorded answer =
        ledger.record(Given.model("m").description("second").label("team", "a"));

    assertThat(answer.changed()).isFalse();
    assertThat(answer.warnings())
        .extracting(warning -> warning.code() + " " + warning.message())
        .singleElement()
        .asString()
        .startsWith("ATTRIBUTES_KEPT description of ");
    assertThat(ledger.state("m").description()).isEqualTo("first");
  }

  @Test
  void warnsOfSameContentAndRecordsTheName() {
    ledger.record(Given.of("PROMPT", "p").version("1"));

    RecordAnswer.Recorded answer =
        ledger.record(Given.of("PROMPT", "p").version("2").parent("REVISED_FROM", "p"));

    assertThat(answer.warnings()).extracting("code").containsExactly("SAME_CONTENT");
    assertThat(answer.edges()).isEmpty();
    assertThat(ledger.state("p").names())
        .extracting(ArtifactName::version)
        .containsExactly("1", "2");
  }

  @Test
  void warnsOfAReversionAndRecordsTheName() {
    ledger.record(Given.of("PROMPT", "a").name("p").version("1"));
    ledger.record(Given.of("PROMPT", "b").name("p").version("2").parent("REVISED_FROM", "a"));

    RecordAnswer.Recorded answer =
        ledger.record(Given.of("PROMPT", "a").name("p").version("3").parent("REVISED_FROM", "b"));

    assertThat(answer.warnings()).extracting("code").containsExactly("REVERTED");
    assertThat(answer.changed()).isTrue();
    assertThat(ledger.ancestors("a")).isEmpty();
    assertThat(ledger.state("a").names())
        .extracting(ArtifactName::version)
        .containsExactly("1", "3");
  }

  @Test
  void warnsWhereAnExpectedParentIsMissingWhateverTheRecordSays() {
    assertThat(ledger.record(Given.plainModel("m")).warnings())
        .extracting("code", "path")
        .containsExactly(tuple("INCOMPLETE_PROVENANCE", "input.artifacts[0].model"));
    assertThat(ledger.record(Given.of("EVAL_RUN", "r").provenance(Provenance.PARTIAL)).warnings())
        .extracting("message")
        .containsExactly(
            "r has no parent along EVALUATES, and none along EVALUATED_AGAINST (expected: one, or"
                + " provenance ORIGIN)");
  }

  @Test
  void warnsWhereNothingIsKnownOfTheParents() {
    assertThat(ledger.record(Given.corpus("c").provenance(null)).warnings())
        .extracting("code")
        .containsExactly("UNKNOWN_PROVENANCE");
    assertThat(ledger.record(Given.plainModel("b").provenance(Provenance.ORIGIN)).warnings())
        .isEmpty();
  }

  @Test
  void refusesAnAbsentParentAndWritesNothing() {
    assertThat(ledger.refuse(Given.model("m").parent("TRAINED_ON", "absent")))
        .containsExactly("UNKNOWN_PARENT input.artifacts[0].model.parents[0].id");
    assertThat(ledger.refuse(Given.model("m").parentNamed("TRAINED_ON", "absent", null)))
        .containsExactly("UNKNOWN_PARENT input.artifacts[0].model.parents[0].name");
    assertThat(ledger.revision()).isZero();
    assertThat(ledger.record(Given.model("m")).revision()).isEqualTo(1);
  }

  @Test
  void refusesAnEdgeBetweenKindsThatDoNotFit() {
    ledger.record(Given.corpus("corpus"));

    assertThat(ledger.refuse(Given.model("m").parent("FINE_TUNED_FROM", "corpus")))
        .containsExactly("INVALID_EDGE input.artifacts[0].model.parents[0]");
  }

  @Test
  void refusesAnEdgeToOneself() {
    assertThat(ledger.refuse(Given.model("m").parent("FINE_TUNED_FROM", "m")))
        .containsExactly("INVALID_EDGE input.artifacts[0].model.parents[0]");
    ledger.record(Given.model("m"));
    assertThat(ledger.refuse(Given.edge("REVISED_FROM", "m", "m", null)))
        .containsExactly("INVALID_EDGE input.edges[0]");
  }

  @Test
  void refusesACycleAndGivesItsWay() {
    ledger.record(Given.model("a"));
    ledger.record(Given.model("b").parent("FINE_TUNED_FROM", "a"));
    ledger.record(Given.model("c").parent("FINE_TUNED_FROM", "b"));

    Refusal refusal = ledger.refusals(Given.edge("FINE_TUNED_FROM", "a", "c", null)).getFirst();

    assertThat(refusal.code()).isEqualTo(ErrorCode.CYCLE);
    assertThat(refusal.cycle())
        .containsExactly(Given.id("a"), Given.id("c"), Given.id("b"), Given.id("a"));
  }

  @Test
  void refusesALongCycle() {
    ledger.record(Given.model("m0"));
    for (int i = 1; i <= 3_000; i++) {
      ledger.record(Given.model("m" + i).parent("CONTINUED_FROM", "m" + (i - 1)));
    }

    Refusal refusal = ledger.refusals(Given.edge("CONTINUED_FROM", "m0", "m3000", null)).getFirst();

    assertThat(refusal.code()).isEqualTo(ErrorCode.CYCLE);
    assertThat(refusal.cycle()).hasSize(3_002);
  }

  @Test
  void refusesACycleWithinOneRequest() {
    assertThat(
            ledger.refuse(
                Given.model("a").parent("MERGED_FROM", "b"),
                Given.model("b").parent("MERGED_FROM", "c"),
                Given.model("c").parent("MERGED_FROM", "a")))
        .containsExactly("CYCLE input.artifacts[2].model.parents[0]");
    assertThat(ledger.revision()).isZero();
    assertThat(ledger.contains("a")).isFalse();
  }

  @Test
  void allowsTheEdgeBackOnceTheOtherIsRetracted() {
    ledger.record(Given.model("a"));
    ledger.record(Given.model("b").parent("MERGED_FROM", "a"));
    ledger.append(new Fact.EdgeRetracted("MERGED_FROM", Given.id("b"), Given.id("a"), "wrong way"));

    assertThat(ledger.record(Given.edge("MERGED_FROM", "a", "b", null)).changed()).isTrue();
  }

  @Test
  void keepsParallelEdgesOfTwoTypesApart() {
    ledger.record(Given.model("a"));
    ledger.record(Given.model("b").parent("FINE_TUNED_FROM", "a").parent("DISTILLED_FROM", "a"));

    assertThat(ledger.state("b").parents().values())
        .extracting("type")
        .containsExactly("FINE_TUNED_FROM", "DISTILLED_FROM");
  }

  @Test
  void refusesAnotherWeightForAKnownEdge() {
    ledger.record(Given.model("a"), Given.model("b"));
    ledger.record(Given.edge("MERGED_FROM", "b", "a", 0.5));

    assertThat(ledger.refuse(Given.edge("MERGED_FROM", "b", "a", 0.6)))
        .containsExactly("EDGE_CONFLICT input.edges[0].weight");
    assertThat(ledger.record(Given.edge("MERGED_FROM", "b", "a", 0.5)).changed()).isFalse();
    assertThat(ledger.record(Given.edge("MERGED_FROM", "b", "a", null)).changed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.0001, 1.0001, Double.NaN, Double.POSITIVE_INFINITY, -1e300})
  void refusesAWeightThatIsNoShare(double weight) {
    ledger.record(Given.model("a"), Given.model("b"));

    assertThat(ledger.refuse(Given.edge("MERGED_FROM", "b", "a", weight)))
        .containsExactly("INVALID_VALUE input.edges[0].weight");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256:",
        "sha256:xyz",
        "SHA256:0000000000000000000000000000000000000000000000000000000000000000",
        "sha256:000000000000000000000000000000000000000000000000000000000000000G",
        "0000000000000000000000000000000000000000000000000000000000000000"
      })
  void refusesADigestThatIsNone(String digest) {
    assertThat(ledger.refuse(Given.model("m").digest(digest)))
        .containsExactly("INVALID_DIGEST input.artifacts[0].model.digest");
  }

  static Stream<Given> textsThatAreNotNames() {
    return Stream.of(
        Given.model("m").name(""),
        Given.model("m").name("  "),
        Given.model("m").name("a\nb"),
        Given.model("m").name("a\u0000b"),
        Given.model("m").name("a\u001bb"),
        Given.model("m").name("a\u009bb"),
        Given.model("m").name("a\u202eb"),
        Given.model("m").name("a\u2069b"),
        Given.model("m").name("a\u2029b"),
        Given.model("m").name("\ud800"),
        Given.model("m").name("x".repeat(513)),
        Given.model("m").name("x".repeat(10_000_000)));
  }

  @ParameterizedTest
  @MethodSource("textsThatAreNotNames")
  void refusesNamesThatAreNotOneLineOfText(Given given) {
    List<Refusal> refusals = ledger.refusals(Given.request(given));

    assertThat(refusals)
        .extracting(refusal -> refusal.code() + " " + refusal.path())
        .containsExactly("INVALID_VALUE input.artifacts[0].model.name");
    assertThat(refusals.getFirst().message()).hasSizeLessThan(200).contains("expected:");
  }

  @Test
  void refusesTenMegabytesWhereverTheyAre() {
    String large = "x".repeat(10_000_000);

    assertThat(ledger.refuse(Given.model("m").description(large)))
        .containsExactly("INVALID_VALUE input.artifacts[0].model.description");
    assertThat(ledger.refuse(Given.model("m").attribute("architecture", large))).isNotEmpty();
    assertThat(ledger.refuse(Given.model("m").label("k", large)))
        .containsExactly("INVALID_VALUE input.artifacts[0].model.labels[0].value");
    assertThat(ledger.revision()).isZero();
  }

  @Test
  void refusesKindsEdgeTypesAndFieldsThatTheSchemaDoesNotHave() {
    ledger.record(Given.model("base"));

    assertThat(ledger.refuse(Given.of("SPREADSHEET", "x")))
        .containsExactly("UNKNOWN_TYPE input.artifacts[0].model.kind");
    assertThat(ledger.refuse(Given.model("m").parent("STOLEN_FROM", "base")))
        .containsExactly("UNKNOWN_TYPE input.artifacts[0].model.parents[0].type");
    assertThat(ledger.refuse(Given.model("m").attribute("horsepower", 3)))
        .containsExactly("INVALID_VALUE input.artifacts[0].model.horsepower");
  }

  @Test
  void saysWhatIdentifiesAnArtifact() {
    assertThat(ledger.refuse(Given.model("m").noDigest()))
        .containsExactly("INVALID_VALUE input.artifacts[0].model.digest");
    assertThat(ledger.refuse(Given.model("m").unhashed(UnhashedReason.LOST)))
        .containsExactly("INVALID_VALUE input.artifacts[0].model.unhashed");
    assertThat(ledger.refuse(Given.of("DEPLOYMENT", "d").noDigest().version(null)))
        .containsExactly("INVALID_VALUE input.artifacts[0].model.version");
    assertThat(ledger.refuse(Given.of("DEPLOYMENT", "d").noDigest().unhashed(UnhashedReason.LOST)))
        .contains("INVALID_VALUE input.artifacts[0].model.unhashed");
  }

  @Test
  void keepsAnOriginWithoutParents() {
    ledger.record(Given.corpus("corpus"));
    ledger.record(Given.plainModel("m").provenance(Provenance.ORIGIN));

    assertThat(ledger.refuse(Given.edge("TRAINED_ON", "m", "corpus", null)))
        .containsExactly("INVALID_VALUE input.edges[0]");
    assertThat(
            ledger.refuse(
                Given.plainModel("x").provenance(Provenance.ORIGIN).parent("TRAINED_ON", "corpus")))
        .containsExactly("INVALID_VALUE input.artifacts[0].model.provenance");
  }

  @Test
  void recordsAllOrNothing() {
    List<String> refused =
        ledger.refuse(Given.corpus("fine"), Given.model("bad").digest("nonsense"));

    assertThat(refused).containsExactly("INVALID_DIGEST input.artifacts[1].model.digest");
    assertThat(ledger.contains("fine")).isFalse();
    assertThat(ledger.record(Given.corpus("fine")).revision()).isEqualTo(1);
  }

  @Test
  void recordsChecksOnceEach() {
    ledger.record(Given.corpus("c"));

    assertThat(ledger.record(Given.check("c", "pii-filter", 3, CheckOutcome.PASSED)).changed())
        .isTrue();
    assertThat(ledger.record(Given.check("c", "pii-filter", 3, CheckOutcome.PASSED)).changed())
        .isFalse();
    assertThat(ledger.record(Given.check("c", "pii-filter", 3, CheckOutcome.FAILED)).changed())
        .isTrue();
    assertThat(ledger.refuse(Given.check("c", "pii-filter", 0, CheckOutcome.PASSED)))
        .containsExactly("INVALID_VALUE input.checks[0].version");
    assertThat(ledger.refuse(Given.check("absent", "pii-filter", 3, CheckOutcome.PASSED)))
        .containsExactly("NOT_FOUND input.checks[0].artifact");
    assertThat(ledger.state("c").checks())
        .extracting("outcome")
        .containsExactly(CheckOutcome.FAILED);
  }

  @Test
  void keepsWritersOutOfOtherNamespaces() {
    ledger.record(Given.corpus("theirs"));
    Caller guest = Callers.in("guest", "guests");

    assertThat(ledger.refusals(Given.request(Given.model("m")), guest))
        .extracting(Refusal::code)
        .containsExactly(ErrorCode.FORBIDDEN);
    assertThat(
            ledger.refusals(
                Given.request(Given.model("m").namespace("guests").parent("TRAINED_ON", "theirs")),
                guest))
        .extracting(Refusal::code)
        .containsExactly(ErrorCode.UNKNOWN_PARENT);
  }

  @Test
  void amendsWhatChangesAndNothingElse() {
    ledger.record(
        Given.model("m").attribute("precision", "bf16").description("old").label("a", "1"));

    RecordAnswer amended =
        ledger.amend(
            new AmendRequest(
                null,
                Given.id("m").toString(),
                List.of(new Label("a", "2"), new Label("b", "3")),
                List.of(),
                List.of("team"),
                "new",
                Map.of("license", "mit"),
                null,
                null,
                "tidied"));
    RecordAnswer again =
        ledger.amend(
            new AmendRequest(
                null,
                Given.id("m").toString(),
                List.of(new Label("a", "2")),
                List.of("absent"),
                null,
                "new",
                Map.of("license", "mit"),
                null,
                null,
                null));

    assertThat(((RecordAnswer.Recorded) amended).changed()).isTrue();
    assertThat(((RecordAnswer.Recorded) again).changed()).isFalse();
    assertThat(ledger.state("m").labels())
        .containsExactly(new Label("a", "2"), new Label("b", "3"));
    assertThat(ledger.state("m").owners()).containsExactly("team");
    assertThat(ledger.state("m").attributes())
        .isEqualTo("{\"license\":\"mit\",\"precision\":\"bf16\"}");
  }

  @Test
  void refusesAmendmentsThatTheSchemaDoesNotAllow() {
    ledger.record(Given.model("m"));

    assertThat(
            ((RecordAnswer.Refused) ledger.amend(Given.amendAttributes("m", Map.of("nonsense", 1))))
                .refusals())
        .extracting(Refusal::code, Refusal::path)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                ErrorCode.INVALID_VALUE, "input.attributes.nonsense"));
    assertThat(
            ((RecordAnswer.Refused) ledger.amend(Given.amendAttributes("absent", Map.of())))
                .refusals())
        .extracting(Refusal::code)
        .containsExactly(ErrorCode.NOT_FOUND);
  }

  @Test
  void asksForAnAppendWhenItNeedsTheStateOfWhatIsPending() {
    ledger.record(Given.model("m").attribute("precision", "bf16"));
    ledger.pending(Given.model("m").attribute("license", "mit"));

    Judgement judgement = ledger.judgePending(Given.model("m").attribute("architecture", "x"));

    assertThat(judgement).isInstanceOf(Judgement.Unsettled.class);
  }

  @Test
  void hasNoIdsButThoseOfItsDigests() {
    assertThat(Given.id("x")).isEqualTo(new ArtifactId(Digest.of("x")));
  }
}
