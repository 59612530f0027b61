package dev.pedigree.interop.openlineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.interop.UnreadableDocumentException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineageEventTest {
  private static final String BASE =
      "\"eventTime\":\"2026-10-01T08:00:00Z\",\"producer\":\"p\",\"schemaURL\":\"s\"";

  @Test
  void takesAnEventApart() {
    LineageEvent event =
        Events.of(
            Events.RUN.toUpperCase(Locale.ROOT),
            "COMPLETE",
            "2026-10-01T10:00:00+02:00",
            ",\"outputs\":[" + Events.dataset("b", "\"custom\":{\"x\":1}") + "]");

    assertThat(event.runId()).isEqualTo(Events.RUN);
    assertThat(event.completes()).isTrue();
    assertThat(event.parts())
        .containsEntry(
            new Part("output", new DatasetName("db", "b"), new Part.Facet("facets", "custom")),
            Map.of("x", 1));
    event.parts().keySet().forEach(part -> assertThat(Part.parse(part.key())).isEqualTo(part));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | eventTime",
        "{\"eventTime\":\"yesterday\",\"producer\":\"p\",\"schemaURL\":\"s\"} | eventTime",
        "{\"eventTime\":\"2026-10-01T08:00:00Z\",\"schemaURL\":\"s\"} | producer",
        "{BASE,\"run\":{},\"job\":{\"namespace\":\"n\",\"name\":\"j\"}} | run.runId",
        "{BASE,\"run\":{\"runId\":\"7\"},\"job\":{\"namespace\":\"n\",\"name\":\"j\"}} | run.runId",
        "{BASE,\"run\":{\"runId\":\"ID\"}} | job",
        "{BASE,\"run\":{\"runId\":\"ID\"},\"job\":{\"name\":\"j\"}} | job.namespace",
        "{BASE,\"eventType\":\"DONE\",\"run\":{\"runId\":\"ID\"},\"job\":{\"namespace\":\"n\",\"name\":\"j\"}} | eventType",
        "{BASE,\"job\":{\"namespace\":\"n\",\"name\":\"j\"},\"inputs\":[{\"name\":\"a\"}]} | inputs[0].namespace",
        "{BASE,\"job\":{\"namespace\":\"n\",\"name\":\"j\",\"facets\":{\"sql\":{}}}} | job.facets.sql.query",
        "{BASE,\"job\":{\"namespace\":\"n\",\"name\":\"j\",\"facets\":{\"ownership\":{\"owners\":[{}]}}}} | job.facets.ownership.owners[0].name",
        "{BASE,\"job\":{\"namespace\":\"n\",\"name\":\"j\",\"facets\":{\"x\":7}}} | job.facets.x",
        "{BASE,\"dataset\":{\"namespace\":\"n\",\"name\":\"d\",\"facets\":{\"dataQualityMetrics\":{\"bytes\":1}}}} | dataset.facets.dataQualityMetrics.columnMetrics",
        "{BASE,\"dataset\":{\"namespace\":\"n\"}} | dataset.name",
        "{BASE,\"dataset\":{\"namespace\":\" \",\"name\":\"d\"}} | dataset.namespace",
        "{BASE,\"dataset\":{\"namespace\":\"n\",\"name\":\"a\\u0000b\"}} | dataset.name",
        "{BASE,\"dataset\":{\"namespace\":\"n\",\"name\":\"LONG\"}} | dataset.name",
        "{BASE,\"dataset\":{\"namespace\":\"n\",\"name\":\"d\",\"facets\":{\"LONG\":{}}}} | dataset.facets",
        "{BASE,\"dataset\":{\"namespace\":\"n\",\"name\":\"d\",\"facets\":{\"version\":{\"datasetVersion\":\"LONG\"}}}} | dataset.facets.version.datasetVersion"
      })
  void saysWhereAnEventIsWrong(String json, String path) {
    String event =
        json.replace("BASE", BASE).replace("ID", Events.RUN).replace("LONG", "x".repeat(513));

    assertThatThrownBy(() -> Events.event(event))
        .isInstanceOfSatisfying(
            UnreadableDocumentException.class, e -> assertThat(e.path()).isEqualTo(path));
  }
}
