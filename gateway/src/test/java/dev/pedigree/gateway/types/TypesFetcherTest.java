package dev.pedigree.gateway.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.WithGateway;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

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

  @Test
  void tellsWhatFieldsAreHeldTo() {
    Answer answer =
        gateway.ask(
            """
            {
              kinds { joinsLike fields { name deprecated constraints { min max minLength maxLength pattern } } }
              mutationKinds { kind fields { name constraints { min max maxLength pattern } } }
            }
            """);

    assertThat(field(answer.data("/kinds/2/fields"), "license").toString())
        .isEqualTo(
            "{\"min\":null,\"max\":null,\"minLength\":0,\"maxLength\":500,\"pattern\":null}");
    assertThat(field(answer.data("/kinds/2/fields"), "languages").get("pattern").asString())
        .startsWith("[A-Za-z]{2,8}");
    assertThat(field(answer.data("/kinds/2/fields"), "contextLength").get("min").asInt())
        .isEqualTo(1);
    assertThat(field(answer.data("/kinds/2/fields"), "knowledgeCutoff").isNull()).isTrue();
    assertThat(answer.data("/kinds/2/joinsLike").isNull()).isTrue();
    for (JsonNode mutation : answer.data("/mutationKinds")) {
      if (mutation.get("kind").asString().equals("QUANTIZATION")) {
        assertThat(field(mutation.get("fields"), "bits").toString())
            .isEqualTo("{\"min\":1.0,\"max\":32.0,\"maxLength\":null,\"pattern\":null}");
      }
    }
  }

  private static JsonNode field(JsonNode fields, String name) {
    for (JsonNode field : fields) {
      if (field.get("name").asString().equals(name)) {
        return field.get("constraints");
      }
    }
    throw new AssertionError(name + " is not among " + fields);
  }
}
