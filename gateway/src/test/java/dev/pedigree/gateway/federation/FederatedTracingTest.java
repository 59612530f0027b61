package dev.pedigree.gateway.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import mdg.engine.proto.Reports.Trace;
import org.junit.jupiter.api.Test;

@WithGateway
class FederatedTracingTest {
  private static final Map<String, String> WISH = Map.of("apollo-federation-include-trace", "ftv1");

  private final Gateway gateway;

  FederatedTracingTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @Test
  void tellsHowLongEachFieldTookToWhomAsksForIt(Sample sample)
      throws InvalidProtocolBufferException {
    sample.record(sample.artifact("model", "m", List.of()));
    String document = "query ($id: ID!) { it: artifact(id: $id) { name } }";
    Map<String, String> variables = Map.of("id", sample.id("m"));

    Answer plain = gateway.ask(document, variables);
    Answer traced = gateway.ask(document, variables, WISH);

    assertThat(plain.body().at("/extensions").has("ftv1")).isFalse();
    assertThat(traced.text("/it/name")).isEqualTo("m");
    assertThat(traced.body().at("/extensions").has("cost")).isTrue();
    Trace.Node field = trace(traced).getRoot().getChild(0);
    assertThat(field.getResponseName()).isEqualTo("it");
    assertThat(field.getOriginalFieldName()).isEqualTo("artifact");
    assertThat(field.getParentType()).isEqualTo("Query");
    assertThat(field.getType()).isEqualTo("Artifact");
    assertThat(field.getEndTime()).isGreaterThanOrEqualTo(field.getStartTime());
    assertThat(field.getChild(0).getResponseName()).isEqualTo("name");
  }

  @Test
  void repeatsNoTextOfAnError() throws InvalidProtocolBufferException {
    Answer traced = gateway.ask("{ artifact(id: \"none\") { name } }", Map.of(), WISH);

    assertThat(traced.codes()).containsExactly("INVALID_DIGEST");
    assertThat(trace(traced).getRoot().getChild(0).getErrorList())
        .singleElement()
        .satisfies(it -> assertThat(it.getMessage()).isEqualTo("the answer's errors tell why"));
  }

  private static Trace trace(Answer answer) throws InvalidProtocolBufferException {
    return Trace.parseFrom(
        Base64.getDecoder().decode(answer.body().at("/extensions/ftv1").asString()));
  }
}
