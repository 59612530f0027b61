package dev.pedigree.interop.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.reading.Heard;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCardReaderTest {
  private static final String FILE = "acme/support-7b/README.md";

  private final Heard heard = new Heard();

  private Heard read(String card) {
    return heard.read(new ModelCardReader(), FILE, card);
  }

  @Test
  void readsWhatTheFrontMatterSays() {
    read(
        """
        ---
        license: apache-2.0
        language: [en, no]
        library_name: transformers
        pipeline_tag: text-generation
        tags: [support, chat]
        base_model: acme/base-7b
        base_model_relation: finetune
        datasets:
        - acme/tickets
        co2_eq_emissions: {emissions: 12}
        ---
        # Support

        Answers tickets.
        """);

    assertThat(heard.artifacts())
        .containsExactly(
            "MODEL acme/support-7b", "MODEL acme/base-7b", "DATASET datasets/acme/tickets");
    assertThat(heard.edges())
        .containsExactly(
            "acme/support-7b FINE_TUNED_FROM acme/base-7b",
            "acme/support-7b TRAINED_ON datasets/acme/tickets");
    assertThat(heard.attributes("acme/support-7b"))
        .isEqualTo(
            """
            {"extra":{"co2_eq_emissions":{"emissions":12}},"framework":"transformers",\
            "languages":["en","no"],"license":"apache-2.0","task":"text-generation"}""");
    RecordRequest.Artifact model = heard.artifact("acme/support-7b");
    assertThat(model.labels()).extracting(it -> it.key()).containsExactly("support", "chat");
    assertThat(model.description()).isEqualTo("# Support\n\nAnswers tickets.");
    assertThat(model.provenance()).isNull();
    assertThat(heard.losses()).isEmpty();
    assertThat(heard.refusals()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "finetune, MODEL, FINE_TUNED_FROM",
    "adapter, ADAPTER, ADAPTER_OF",
    "merge, MODEL, MERGED_FROM",
    "quantized, MODEL, QUANTIZED_FROM"
  })
  void takesTheRelationThatIsGiven(String relation, String kind, String edge) {
    read("---\nbase_model: a/b\nbase_model_relation: " + relation + "\n---\n");

    assertThat(heard.artifacts()).containsExactly(kind + " acme/support-7b", "MODEL a/b");
    assertThat(heard.edges()).containsExactly("acme/support-7b " + edge + " a/b");
    assertThat(heard.edgeTo("a/b").attributes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "base_model: a/b | FINE_TUNED_FROM",
        "base_model: [a/b, a/c] | MERGED_FROM",
        "{base_model: [a/b], tags: [mergekit, merge]} | MERGED_FROM",
        "{base_model: a/b, library_name: peft} | ADAPTER_OF"
      })
  void marksARelationThatIsNotGiven(String yaml, String edge) {
    read("---\n" + yaml + "\n---\n");

    assertThat(heard.edgeTo("a/b").type()).isEqualTo(edge);
    assertThat(heard.edgeTo("a/b").attributes()).isEqualTo(Map.of("relation", "inferred"));
    assertThat(heard.losses()).singleElement().asString().contains("not given", edge);
  }

  @Test
  void joinsTheModelThatHasTheNameOfTheBase() {
    String id = "sha256:" + "ab".repeat(32);
    heard.knowing("CHECKPOINT", "acme/base-7b", id);

    read("---\nbase_model: acme/base-7b\nbase_model_relation: finetune\n---\n");

    assertThat(heard.artifacts()).containsExactly("MODEL acme/support-7b");
    assertThat(heard.edgeTo("acme/base-7b").parent()).isEqualTo(id);
  }

  @Test
  void describesTheModelThatHasTheName() {
    String id = "sha256:" + "cd".repeat(32);
    heard.knowing("MODEL", "acme/support-7b", id);

    read("---\nlicense: mit\n---\n");

    assertThat(heard.artifact("acme/support-7b").digest()).isEqualTo(id);
    assertThat(heard.artifact("acme/support-7b").unhashed()).isNull();
  }

  @Test
  void leavesTheKindOfWhatIsRecorded() {
    heard.knowing("CHECKPOINT", "acme/support-7b", "sha256:" + "cd".repeat(32));

    read("---\nbase_model: a/b\nbase_model_relation: finetune\nlibrary_name: x\n---\n");

    assertThat(heard.artifact("acme/support-7b").kind()).isEqualTo("CHECKPOINT");
    assertThat(heard.attributes("acme/support-7b")).isEqualTo("{\"extra\":{\"framework\":\"x\"}}");
    assertThat(heard.edges()).containsExactly("acme/support-7b FINE_TUNED_FROM a/b");
  }

  @Test
  void makesARunOfEachResult() {
    read(
        """
        ---
        model-index:
        - name: support-7b
          results:
          - task: {type: text-generation}
            dataset: {name: ARC, type: ai2_arc, config: ARC-Challenge, split: test, revision: 5f2}
            metrics:
            - {type: accuracy, value: 61.5, name: acc}
            source: {url: 'https://example.org/board'}
          - dataset: {name: X, type: x}
            metrics:
            - {type: bleu, value: high}
        ---
        """);

    String run = "acme/support-7b on ai2_arc/ARC-Challenge/test";
    assertThat(heard.attributes(run))
        .isEqualTo(
            """
            {"extra":{"dataset":{"config":"ARC-Challenge","name":"ARC","revision":"5f2",\
            "split":"test","type":"ai2_arc"},"task":{"type":"text-generation"}},\
            "location":"https://example.org/board","primaryMetric":"accuracy","score":61.5,\
            "scores":{"accuracy":61.5}}""");
    String version = heard.artifact(run).version();
    assertThat(heard.edges())
        .contains(
            run + "@" + version + " EVALUATES acme/support-7b",
            run + "@" + version + " EVALUATED_AGAINST datasets/ai2_arc@5f2");
    assertThat(heard.losses()).singleElement().asString().contains("bleu is no number");
  }

  @ParameterizedTest
  @CsvSource({
    "'---\nmodel_name: trl-model\n---\n# Other', trl-model",
    "'---\nmodel-index: [{name: indexed}]\n---\n# Other', indexed",
    "'---\nlicense: mit\n---\n# A Heading\n', A Heading"
  })
  void isCalledAsItSaysWhereTheFileDoesNot(String card, String name) {
    heard.read(new ModelCardReader(), "README.md", card);

    assertThat(heard.artifacts()).containsExactly("MODEL " + name);
  }

  @Test
  void refusesACardWithoutAName() {
    assertThatThrownBy(
            () -> heard.read(new ModelCardReader(), null, "---\nlicense: mit\n---\ntext"))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageContaining("no name");
  }

  @Test
  void refusesAnEdgeToItself() {
    read("---\nbase_model: acme/support-7b\nlibrary_name: peft\n---\n");

    assertThat(heard.artifacts()).containsExactly("ADAPTER acme/support-7b");
    assertThat(heard.edges()).isEmpty();
    assertThat(heard.refusals())
        .containsExactly(
            "INVALID_EDGE base_model: parent: the artifact itself (expected: another)");
  }

  @Test
  void keepsWhatAFieldDoesNotTake() {
    read("---\nlanguage: [english please]\n---\n");

    assertThat(heard.attributes("acme/support-7b"))
        .isEqualTo("{\"extra\":{\"languages\":[\"english please\"]}}");
    assertThat(heard.losses()).singleElement().asString().contains("kept in extra");
  }

  @Test
  void tellsOfWhatIsTooLongToBeKept() {
    read("---\nsmall: 1\nlong: " + "x".repeat(400_000) + "\nafter: 2\n---\n");

    assertThat(heard.attributes("acme/support-7b"))
        .isEqualTo("{\"extra\":{\"after\":2,\"small\":1}}");
    assertThat(heard.losses()).singleElement().asString().startsWith("long: 400006 characters");
  }

  @Test
  void tellsOfABodyThatIsTooLong() {
    read("---\nlicense: mit\n---\n" + "x".repeat(70_000));

    assertThat(heard.artifact("acme/support-7b").description()).isNull();
    assertThat(heard.losses()).singleElement().asString().contains("70000 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# A card\n\nwithout front matter",
        "",
        "---\nlicense: mit\n",
        "---\n- a list\n---\n",
        "---\nlicense: [mit\n---\n",
        "---\nlicense: mit\nlicense: gpl\n---\n",
        "---\nbase_model: {a: b}\n---\n# x",
        "---\nbase_model: a\nbase_model_relation: sibling\n---\n",
        "{\"bomFormat\": \"CycloneDX\"}"
      })
  void refusesWhatIsNoCard(String text) {
    if (text.contains("{a: b}")) {
      read(text);
      assertThat(heard.refusals()).singleElement().asString().contains("base_model: an object");
    } else {
      assertThatThrownBy(() -> read(text))
          .isInstanceOf(UnreadableDocumentException.class)
          .hasMessageContaining("expected");
    }
  }

  @Test
  void refusesBytesThatAreNoText() {
    assertThatThrownBy(
            () ->
                heard.read(
                    new ModelCardReader(),
                    new dev.pedigree.interop.reading.TextDocument(
                        FILE, new byte[] {(byte) 0xff, (byte) 0xfe, 0})))
        .isInstanceOf(UnreadableDocumentException.class)
        .hasMessageContaining("UTF-8");
  }
}
