package dev.pedigree.interop.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.reading.Heard;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryReaderTest {
  private static final String COMMIT = "9fceb02d0ae598e95dc970b74767f19372d61af8";

  private static final String COPY =
      """
      {"run":{"info":{"run_id":"r1"},"data":{"params":[{"key":"depth","value":"6"}],\
      "metrics":[{"key":"auc","value":0.9,"timestamp":1}],"tags":[\
      {"key":"mlflow.source.git.commit","value":"%s"},\
      {"key":"mlflow.source.git.repoURL","value":"https://example.org/churn.git"},\
      {"key":"mlflow.source.name","value":"train.py"}]},"inputs":{"dataset_inputs":[\
      {"tags":[{"key":"mlflow.data.context","value":"training"}],"dataset":{"name":"customers",\
      "digest":"70a1","source_type":"s3","source":"{}"}},\
      {"tags":[{"key":"mlflow.data.context","value":"validation"}],"dataset":{"name":"held-out",\
      "digest":"70a2"}}]}}}
      {"model_version":{"name":"churn","version":"1","run_id":"r1","user_id":"ann",\
      "creation_timestamp":1700000000000,"current_stage":"Production","source":"s3://m/1",\
      "status":"READY"}}
      {"model_version":{"name":"churn","version":"2","run_id":"gone","source":"s3://m/2",\
      "creation_timestamp":"-86400000","tags":[{"key":"team","value":"crm"}]}}
      """
          .formatted(COMMIT);

  @Test
  void forgetsRunsThatCameLongBefore() {
    StringBuilder copy = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      copy.append(
          """
          {"run":{"info":{"run_id":"r%d","pad":"%s"},"data":{"params":[{"key":"n","value":"%d"}]}}}
          """
              .formatted(i, "x".repeat(1 << 20), i));
    }
    copy.append("{\"model_version\":{\"name\":\"old\",\"version\":\"1\",\"run_id\":\"r0\"}}\n");
    copy.append("{\"model_version\":{\"name\":\"new\",\"version\":\"1\",\"run_id\":\"r5\"}}\n");

    Heard heard = new Heard().read(new RegistryReader(), null, copy.toString());

    assertThat(heard.attributes("old")).isEqualTo("{\"extra\":{\"run_id\":\"r0\"}}");
    assertThat(heard.attributes("new"))
        .isEqualTo("{\"extra\":{\"params\":{\"n\":\"5\"},\"run_id\":\"r5\"}}");
  }

  @Test
  void readsVersionsWithTheRunsThatTheyComeFrom() {
    Heard heard = new Heard().read(new RegistryReader(), null, COPY);

    assertThat(heard.artifacts())
        .containsExactlyInAnyOrder(
            "MODEL churn@1",
            "MODEL churn@2",
            "CODE https://example.org/churn.git@" + COMMIT,
            "DATASET customers@70a1");
    assertThat(heard.edges())
        .containsExactlyInAnyOrder(
            "churn@1 BUILT_WITH https://example.org/churn.git@" + COMMIT,
            "churn@1 TRAINED_ON customers@70a1");
    assertThat(heard.attributes("churn"))
        .isEqualTo(
            """
            {"extra":{"current_stage":"Production","metrics":{"auc":0.9},"params":{"depth":"6"},\
            "run_id":"r1","status":"READY"},"location":"s3://m/1"}""");
    assertThat(heard.losses()).singleElement().asString().contains("validation");
    assertThat(heard.refusals()).isEmpty();
    assertThat(heard.requests().getLast().artifacts().getFirst().createdAt())
        .isEqualTo(Instant.parse("1969-12-31T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{\"a\":1}", "[1]", "{\"model_version\":{\"name\":\"a\"", "name,version"})
  void refusesWhatIsNoCopy(String text) {
    assertThatThrownBy(() -> new Heard().read(new RegistryReader(), null, text))
        .isInstanceOf(UnreadableDocumentException.class);
  }

  @Test
  void refusesAVersionWithoutANumberAndKeepsTheRest() {
    Heard heard =
        new Heard()
            .read(
                new RegistryReader(),
                null,
                """
                {"model_version":{"name":"a"}}
                {"model_version":{"name":"b","version":"1","creation_timestamp":"soon"}}
                {"model_version":{"name":"c","version":"1"}}
                """);

    assertThat(heard.artifacts()).containsExactly("MODEL c@1");
    assertThat(heard.refusals())
        .containsExactly(
            "INVALID_VALUE [0].model_version.version: missing (expected: a text)",
            "INVALID_VALUE [1].model_version.creation_timestamp: \"soon\" (expected: milliseconds"
                + " since 1970)");
  }
}
