package dev.pedigree.gateway.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.SecuredGateway;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.caller.Scope;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@WithGateway
class InteropAccessTest {
  private final SecuredGateway gateway;
  private final String ours = "ours-" + UUID.randomUUID();
  private final String theirs = "theirs-" + UUID.randomUUID();

  InteropAccessTest(SecuredGateway gateway) {
    this.gateway = gateway;
  }

  @ParameterizedTest
  @CsvSource({
    "/import/auto, RECORD",
    "/retract, RECORD",
    "/api/v1/lineage, RECORD",
    "/api/v1/lineage/batch, RECORD",
    "/manifest/verify, READ"
  })
  void letsInThoseWithTheScopeAlone(String path, Scope needed) {
    List<Scope> others = Arrays.stream(Scope.values()).filter(it -> it != needed).toList();

    assertThat(gateway.send(null, path, "{}").statusCode()).isEqualTo(401);
    assertThat(gateway.send(token(others, ours), path, "{}").statusCode()).isEqualTo(403);
    assertThat(gateway.send(token(List.of(needed), ours), path, "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void takesEventsOfTheNamespacesThatACallerMayWriteTo() {
    String writer = token(List.of(Scope.RECORD), ours);

    assertThat(gateway.send(writer, "/api/v1/lineage", event(ours)).statusCode()).isEqualTo(201);
    HttpResponse<String> refused = gateway.send(writer, "/api/v1/lineage", event(theirs));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("FORBIDDEN", theirs);
  }

  @Test
  void takesBackNothingThatACallerMayNotWriteTo() {
    String document = manifest(ours);
    gateway.send(token(List.of(Scope.RECORD), ours), "/import/auto", document);
    String retraction = "{\"document\":\"%s\",\"reason\":\"wrong\"}".formatted(Digest.of(document));
    String reader =
        gateway.tokens().of("reader", List.of(Scope.RECORD), List.of(ours), List.of(theirs));

    HttpResponse<String> unseen =
        gateway.send(token(List.of(Scope.RECORD), theirs), "/retract", retraction);
    HttpResponse<String> seen = gateway.send(reader, "/retract", retraction);

    assertThat(unseen.statusCode()).isEqualTo(400);
    assertThat(unseen.body()).contains("NOT_FOUND");
    assertThat(seen.body()).contains("\"status\":\"REFUSED\"", "FORBIDDEN", "\"retracted\":0");
  }

  @Test
  void tellsWhichDocumentSaidSomethingToThoseWhoMayReadIt() {
    gateway.send(token(List.of(Scope.RECORD), ours), "/import/auto", manifest(ours));
    String question =
        "{ journal(factTypes: [\"DocumentImported\"], first: 1000) { edges { node { facts { summary } } } } }";

    String told =
        gateway.ask(token(List.of(Scope.AUDIT), ours), question).data("/journal").toString();
    String hidden =
        gateway.ask(token(List.of(Scope.AUDIT), theirs), question).data("/journal").toString();

    assertThat(told).contains(Digest.of(manifest(ours)).toString().substring(0, 19));
    assertThat(hidden).doesNotContain(Digest.of(manifest(ours)).toString().substring(0, 19));
  }

  @Test
  void countsInAManifestTheParentsThatItsReaderMayNotRead() {
    String parent = Digest.of(theirs).toString();
    String child = Digest.of(ours).toString();
    String document =
        """
        {"pedigreeManifest":1,"id":"%s","kinds":["CORPUS"],"digest":"%s","names":[{"namespace":"%s","name":"c"}],
         "parents":[{"type":"DERIVED_FROM","id":"%s","digest":"%s","kind":"CORPUS","name":{"namespace":"%s","name":"p"}}]}
        """
            .formatted(child, child, ours, parent, parent, theirs);
    String writer =
        gateway
            .tokens()
            .of("pipeline", List.of(Scope.RECORD), List.of(ours, theirs), List.of(ours, theirs));
    assertThat(gateway.send(writer, "/import/auto", document).body()).contains("RECORDED");

    JsonNode manifest =
        gateway
            .ask(
                token(List.of(Scope.READ), ours),
                "{ artifact(id: \"" + child + "\") { manifest(format: PEDIGREE) } }")
            .data("/artifact/manifest");

    assertThat(manifest.get("parents")).isEmpty();
    assertThat(manifest.get("hiddenParents").asInt()).isEqualTo(1);
    assertThat(manifest.toString()).doesNotContain(parent, theirs);
  }

  private String token(List<Scope> scopes, String namespace) {
    return gateway.tokens().of("pipeline", scopes, List.of(namespace), List.of(namespace));
  }

  private static String event(String namespace) {
    return """
        {"eventType":"COMPLETE","eventTime":"2026-10-01T08:00:00Z","producer":"p","schemaURL":"s","run":{"runId":"%s"},
         "job":{"namespace":"jobs","name":"j"},"outputs":[{"namespace":"%s","name":"t"}]}
        """
        .formatted(UUID.randomUUID(), namespace);
  }

  private static String manifest(String namespace) {
    String id = Digest.of(namespace).toString();
    return "{\"pedigreeManifest\":1,\"id\":\"%s\",\"kinds\":[\"CORPUS\"],\"digest\":\"%s\",\"names\":[{\"namespace\":\"%s\",\"name\":\"c\"}]}"
        .formatted(id, id, namespace);
  }
}
