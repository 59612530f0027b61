package dev.pedigree.gateway.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@WithGateway
class LineageGraphFetcherTest {
  private static final String DRAW =
      """
      query ($roots: [ID!]!, $direction: LineageDirection!, $maxNodes: Int) {
        lineageGraph(roots: $roots, direction: $direction, maxNodes: $maxNodes) {
          layers totalCount revision truncated { reason }
          nodes { artifact { name } layer hiddenParents hiddenChildren }
          edges { type parent { name } child { name } }
        }
      }
      """;

  private final Gateway gateway;

  LineageGraphFetcherTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @Test
  void drawsBothWaysWithParentsAbove(Sample sample) {
    sample.chain("m", 5);

    Answer answer = draw(sample, "m2", "BOTH", 500);

    assertThat(answer.data("/lineageGraph/layers").asInt()).isEqualTo(5);
    assertThat(answer.data("/lineageGraph/totalCount").asInt()).isEqualTo(5);
    assertThat(answer.texts("/lineageGraph/nodes", "/artifact/name"))
        .containsExactly("m0", "m1", "m2", "m3", "m4");
    assertThat(answer.texts("/lineageGraph/nodes", "/layer"))
        .containsExactly("0", "1", "2", "3", "4");
    assertThat(answer.texts("/lineageGraph/edges", "/child/name"))
        .containsExactly("m1", "m2", "m3", "m4");
    assertThat(answer.data("/lineageGraph/truncated").isNull()).isTrue();
  }

  @Test
  void drawsOneWay(Sample sample) {
    sample.chain("m", 4);

    assertThat(draw(sample, "m1", "ANCESTORS", 500).texts("/lineageGraph/nodes", "/artifact/name"))
        .containsExactly("m0", "m1");
    assertThat(
            draw(sample, "m1", "DESCENDANTS", 500).texts("/lineageGraph/nodes", "/artifact/name"))
        .containsExactly("m1", "m2", "m3");
  }

  @Test
  void foldsWhatDoesNotFit(Sample sample) {
    sample.chain("m", 5);

    Answer answer = draw(sample, "m2", "BOTH", 3);

    assertThat(answer.texts("/lineageGraph/nodes", "/artifact/name"))
        .containsExactly("m1", "m2", "m3");
    assertThat(answer.texts("/lineageGraph/nodes", "/hiddenParents"))
        .containsExactly("1", "0", "0");
    assertThat(answer.texts("/lineageGraph/nodes", "/hiddenChildren"))
        .containsExactly("0", "0", "1");
    assertThat(answer.data("/lineageGraph/totalCount").asInt()).isEqualTo(5);
    assertThat(answer.data("/lineageGraph/truncated").isNull()).isTrue();
  }

  @Test
  void refusesWhatCannotBeDrawn(Sample sample) {
    sample.chain("m", 2);

    Answer tooMany = draw(sample, "m0", "BOTH", 5001);
    Answer none = draw(sample, "m0", "BOTH", 0);
    Answer noRoots =
        gateway.ask(DRAW, Map.of("roots", List.of(), "direction", "BOTH", "maxNodes", 5));
    Answer moreRoots =
        gateway.ask(
            DRAW,
            Map.of(
                "roots",
                List.of(sample.id("m0"), sample.id("m1")),
                "direction",
                "BOTH",
                "maxNodes",
                1));

    assertThat(tooMany.error().at("/message").asString())
        .isEqualTo("maxNodes: 5001 (expected: 1 to 5000)");
    assertThat(none.paths()).containsExactly("maxNodes");
    assertThat(noRoots.error().at("/message").asString())
        .isEqualTo("roots: 0 ids (expected: 1 to 5, which is maxNodes)");
    assertThat(moreRoots.paths()).containsExactly("roots");
  }

  private Answer draw(Sample sample, String root, String direction, int maxNodes) {
    return gateway.ask(
        DRAW,
        Map.of("roots", List.of(sample.id(root)), "direction", direction, "maxNodes", maxNodes));
  }
}
