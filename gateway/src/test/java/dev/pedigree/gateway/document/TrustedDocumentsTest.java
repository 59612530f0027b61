package dev.pedigree.gateway.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.localstack.LocalStack.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.graphql.execution.GraphQlSource;
import tools.jackson.databind.JsonNode;

@WithGateway
class TrustedDocumentsTest {
  /** As graphql-codegen writes it; clients may leave the hash function's name out. */
  private static final String ID =
      "sha256:2b0a5de6a7b2d1e0b3d2f3ab7f7f0f3e5a9c2cf43dd94b1f8b4b8a3c1f0d9e77";

  private static final String TEXT = "query Newest { head { revision } }";

  @TempDir Path folder;

  private Path list(String content) throws IOException {
    return Files.writeString(folder.resolve("persisted-documents.json"), content);
  }

  private static TrustedDocuments read(Path file) {
    return TrustedDocuments.read(file, false, Gateway.JSON);
  }

  @Test
  void answersNothingElse(Endpoints endpoints) throws IOException {
    Path file = list(Gateway.JSON.writeValueAsString(Map.of(ID, TEXT)));
    try (Gateway gateway =
        Gateway.launch(
            endpoints.cassandraPort(),
            Gateway.freshKeyspace(),
            null,
            "--pedigree.graphql.trusted-documents=" + file,
            "--pedigree.graphql.trusted-documents-only=true")) {
      gateway.awaitReadiness(200);

      for (String request :
          new String[] {
            "{\"documentId\":\"" + ID + "\"}",
            "{\"documentId\":\"" + ID.substring("sha256:".length()) + "\"}",
            "{\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"" + ID + "\"}}}",
            "{\"query\":\"" + TEXT + "\"}"
          }) {
        assertThat(post(gateway, request).at("/data/head/revision").isNumber())
            .as(request)
            .isTrue();
      }
      for (String request :
          new String[] {
            "{\"query\":\"{ __schema { queryType { name } } }\"}",
            "{\"query\":\"{ head { hash } }\"}",
            "{\"documentId\":\"x\"}",
            "{\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\""
                + PersistedQueries.hash("{ head { hash } }")
                + "\"}},\"query\":\"{ head { hash } }\"}"
          }) {
        JsonNode error = post(gateway, request).at("/errors/0");
        assertThat(error.at("/extensions/code").asString())
            .as(request)
            .isEqualTo("UNTRUSTED_DOCUMENT");
        assertThat(error.get("message").asString())
            .contains("expected: one of the 1 in pedigree.graphql.trusted-documents");
      }
      assertThat(
              post(gateway, "{\"query\":\"{ head { hash } }\",\"documentId\":\"" + ID + "\"}")
                  .at("/errors/0/extensions/code")
                  .asString())
          .isEqualTo("INVALID_VALUE");
    }
  }

  private static JsonNode post(Gateway gateway, String body) {
    return Gateway.JSON.readTree(gateway.post("/graphql", body, null).body());
  }

  @Test
  void fitsTheSchemaOfItsGateway(Gateway gateway) throws IOException {
    TrustedDocuments documents =
        read(list(Gateway.JSON.writeValueAsString(Map.of(ID, "{ head { sauce } }"))));

    assertThatThrownBy(() -> documents.check(gateway.bean(GraphQlSource.class).schema()))
        .isInstanceOf(TrustedDocumentsException.class)
        .hasMessageStartingWith(
            folder.resolve("persisted-documents.json")
                + ": 2b0a5de6a7b2d1e0b3d2f3ab7f7f0f3e5a9c2cf43dd94b1f8b4b8a3c1f0d9e77: ")
        .hasMessageContaining("sauce");
  }

  @Test
  void isMadeOfDocuments(Gateway gateway) throws IOException {
    TrustedDocuments documents = read(list("{\"abc\": \"{\"}"));

    assertThatThrownBy(() -> documents.check(gateway.bean(GraphQlSource.class).schema()))
        .hasMessageContaining("persisted-documents.json: abc: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"abc\": 7} | abc: no text (expected: a document)",
        "[] | no JSON object (expected: documents by their ids)",
        "{ | malformed JSON: "
      })
  void saysWhatIsWrongWithAFile(String content, String message) throws IOException {
    Path file = list(content);

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(TrustedDocumentsException.class)
        .hasMessageStartingWith(file + ": " + message);
  }

  @Test
  void saysThatThereIsNoFile() {
    assertThatThrownBy(() -> read(folder.resolve("absent.json")))
        .hasMessageStartingWith(folder.resolve("absent.json") + ": cannot be read: ");
    assertThatThrownBy(() -> TrustedDocuments.read(null, true, Gateway.JSON))
        .hasMessageContaining("trusted-documents: none (expected: a file)");
  }
}
