package dev.pedigree.interop.mergekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.reading.Heard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MergeReaderTest {
  private final Heard heard = new Heard();

  private Heard read(String config) {
    return heard.read(new MergeReader(), "merges/blend.yml", config);
  }

  private String mutation(String parent) {
    return CanonicalJson.of(heard.edgeTo(parent).mutations().getFirst().fields());
  }

  @Test
  void turnsWeightsIntoShares() {
    read(
        """
        merge_method: linear
        models:
        - {model: acme/a, parameters: {weight: 1.0}}
        - {model: acme/b@v2, parameters: {weight: 0.5}}
        - {model: acme/c, parameters: {weight: 0.5}}
        parameters: {normalize: true}
        dtype: float16
        tokenizer_source: union
        """);

    String version = heard.artifact("blend").version();
    assertThat(heard.artifacts())
        .containsExactly(
            "MODEL blend@" + version, "MODEL acme/a", "MODEL acme/b@v2", "MODEL acme/c");
    assertThat(heard.edgeTo("acme/a").weight()).isCloseTo(0.5, within(1e-12));
    assertThat(heard.edgeTo("acme/b@v2").weight()).isCloseTo(0.25, within(1e-12));
    assertThat(mutation("acme/b@v2"))
        .isEqualTo("{\"coefficient\":0.5,\"method\":\"linear\",\"normalized\":true}");
    assertThat(heard.attributes("blend"))
        .isEqualTo(
            """
            {"extra":{"dtype":"float16","parameters":{"normalize":true},\
            "tokenizer_source":"union"},"precision":"float16"}""");
    assertThat(heard.losses()).isEmpty();
  }

  @Test
  void keepsWeightsPerLayerAsAttributes() {
    read(
        """
        merge_method: ties
        base_model: acme/base
        models:
        - model: acme/base
        - model: acme/a
          parameters: {density: 0.6, weight: [0, 0.3, 0.7]}
        - model: acme/b
          parameters: {density: 0.5, weight: [{filter: mlp, value: 0.5}, {value: 0}]}
        """);

    assertThat(heard.edgeTo("acme/a").weight()).isNull();
    assertThat(CanonicalJson.of(heard.edgeTo("acme/a").attributes()))
        .isEqualTo("{\"settings\":[{\"parameters\":{\"density\":0.6,\"weight\":[0,0.3,0.7]}}]}");
    assertThat(mutation("acme/a")).isEqualTo("{\"density\":0.6,\"method\":\"ties\"}");
    assertThat(heard.edgeTo("acme/base").attributes()).containsEntry("role", "base");
    assertThat(heard.losses()).singleElement().asString().contains("no share");
  }

  @Test
  void sharesTheWeightsOfThoseThatAreAddedToTheBase() {
    read(
        """
        merge_method: dare_ties
        base_model: acme/base
        models:
        - model: acme/a
          parameters: {weight: 0.3}
        - model: acme/b
          parameters: {weight: 0.1}
        """);

    assertThat(heard.edgeTo("acme/a").weight()).isCloseTo(0.75, within(1e-12));
    assertThat(heard.edgeTo("acme/base").weight()).isNull();
  }

  @Test
  void interpolatesBetweenTwo() {
    read(
        """
        merge_method: slerp
        base_model: acme/a
        models: [{model: acme/a}, {model: acme/b}]
        parameters: {t: 0.3}
        """);

    assertThat(heard.edgeTo("acme/a").weight()).isCloseTo(0.7, within(1e-12));
    assertThat(heard.edgeTo("acme/b").weight()).isCloseTo(0.3, within(1e-12));
  }

  @Test
  void namesLayersOfSlices() {
    read(
        """
        merge_method: passthrough
        slices:
        - sources: [{model: acme/a, layer_range: [0, 3]}]
        - sources: [{model: acme/b, layer_range: [1, 2]}]
        - sources: [{model: acme/a, layer_range: [5, 6]}]
        """);

    assertThat(mutation("acme/a")).isEqualTo("{\"layers\":[0,1,2,5],\"method\":\"passthrough\"}");
    assertThat(CanonicalJson.of(heard.edgeTo("acme/a").attributes()))
        .isEqualTo("{\"settings\":[{\"layer_range\":[0,3]},{\"layer_range\":[5,6]}]}");
  }

  @Test
  void takesParametersOfASliceBeforeThoseOfAll() {
    read(
        """
        merge_method: linear
        parameters: {weight: 0.8}
        slices:
        - sources:
          - {model: acme/a, layer_range: [0, 2]}
          - {model: acme/b, layer_range: [0, 2]}
          parameters: {weight: [0.9, 0.1]}
        """);

    assertThat(heard.edgeTo("acme/a").weight()).isNull();
    assertThat(CanonicalJson.of(heard.edgeTo("acme/a").attributes()))
        .isEqualTo(
            """
            {"settings":[{"layer_range":[0,2],"slices[0].parameters":{"weight":[0.9,0.1]}}]}""");
    assertThat(heard.losses()).singleElement().asString().contains("no share");
  }

  @Test
  void sharesNothingWhereSlicesAreOfDifferentModels() {
    read(
        """
        merge_method: linear
        parameters: {weight: 1}
        slices:
        - sources: [{model: acme/a, layer_range: [0, 2]}, {model: acme/b, layer_range: [0, 2]}]
        - sources: [{model: acme/a, layer_range: [2, 9]}]
        """);

    assertThat(heard.edgeTo("acme/a").weight()).isNull();
    assertThat(heard.losses()).singleElement().asString().contains("slices are of different");
  }

  @Test
  void takesAnAdapterThatIsMergedFirst() {
    read(
        """
        merge_method: linear
        models:
        - {model: acme/a+acme/lora@r1, parameters: {weight: 1}}
        - {model: {model: {path: acme/b, revision: main}}, parameters: {weight: 1}}
        """);

    assertThat(heard.edges()).allMatch(edge -> edge.contains(" MERGED_FROM ")).hasSize(3);
    assertThat(heard.artifacts()).contains("ADAPTER acme/lora@r1", "MODEL acme/b@main");
    assertThat(heard.edgeTo("acme/lora@r1").mutations().getFirst().kind())
        .isEqualTo("ADAPTER_MERGE");
  }

  @Test
  void joinsMergesOfOneFile() {
    read(
        """
        name: first
        merge_method: linear
        models: [{model: acme/a, parameters: {weight: 1}}]
        ---
        name: second
        merge_method: linear
        models: [{model: first, parameters: {weight: 1}}]
        """);

    String first = "first@" + heard.artifact("first").version();
    String second = "second@" + heard.artifact("second").version();
    assertThat(heard.edges()).contains(second + " MERGED_FROM " + first);
  }

  @ParameterizedTest
  @CsvSource({
    "blends/tall/mergekit_config.yml, tall",
    "tall.yaml, tall",
    "C:\\merges\\wide\\config.yaml, wide"
  })
  void isCalledAfterItsFile(String file, String name) {
    heard.read(
        new MergeReader(),
        file,
        "merge_method: linear\nmodels: [{model: a, parameters: {weight: 1}}]");

    assertThat(heard.artifact(name).kind()).isEqualTo("MODEL");
  }

  @Test
  void isAnotherModelWithAnotherConfiguration() {
    read("merge_method: linear\nmodels: [{model: a, parameters: {weight: 1}}]");
    String before = heard.artifact("blend").version();
    Heard again =
        new Heard()
            .read(
                new MergeReader(),
                "blend.yml",
                "merge_method: linear\nmodels: [{model: a, parameters: {weight: 2}}]");

    assertThat(again.artifact("blend").version()).isNotEqualTo(before);
  }

  @Test
  void refusesAModelThatIsMergedIntoItself() {
    read(
        """
        name: self
        merge_method: linear
        models: [{model: self, parameters: {weight: 1}}]
        """);

    assertThat(heard.edges()).isEmpty();
    assertThat(heard.refusals()).singleElement().asString().contains("the artifact itself");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "merge_method: linear",
        "merge_method: passthrough\nslices: [{sources: [{model: a, layer_range: [5, 2]}]}]",
        "merge_method: passthrough\nslices: [{sources: [{model: a, layer_range: [0, 999999999]}]}]",
        "merge_method: linear\nmodels: [{model: a+b+c}]",
        "merge_method: linear\nmodels: {model: a}",
        "merge_method: linear\nmodels: [{parameters: {weight: 1}}]"
      })
  void refusesWhatMergesNothing(String config) {
    read(config);

    assertThat(heard.artifacts()).isEmpty();
    assertThat(heard.edges()).isEmpty();
    assertThat(heard.refusals()).singleElement().asString().contains("expected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a: 1", "[1, 2]", "merge_method: linear\nmodels: [", "schema: '2.0'"})
  void refusesWhatIsNoConfiguration(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(UnreadableDocumentException.class);
  }
}
