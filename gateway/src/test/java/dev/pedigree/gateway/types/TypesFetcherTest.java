package dev.pedigree.gateway.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.WithGateway;
import org.junit.jupiter.api.Test;

@WithGateway
class TypesFetcherTest {
  private final Gateway gateway;

  TypesFetcherTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @Test
  void tellsOfEveryDeclaredType() {
    Answer answer =
        gateway.ask(
            """
            {
              kinds { kind typeName description family content fields { name type required description } }
              edgeTypes { type description children parents inherits }
              mutationKinds { kind typeName flavor description fields { name type required } }
            }
            """);

    assertThat(answer.texts("/kinds", "/kind")).contains("MODEL", "EVAL_RUN").hasSize(12);
    assertThat(answer.texts("/edgeTypes", "/type")).contains("TRAINED_ON").hasSize(23);
    assertThat(answer.texts("/mutationKinds", "/typeName")).contains("Quantization").hasSize(16);
    assertThat(answer.texts("/kinds/2/fields", "/type")).contains("[String!]");
  }
}
