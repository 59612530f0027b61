package dev.pedigree.gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.localstack.Checkout;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

@WithGateway
class SdlControllerTest {
  @Test
  void servesTheSdlThatClientsAreGeneratedFrom(Gateway gateway) throws IOException {
    HttpResponse<String> answer = gateway.get("/schema.graphqls");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
    assertThat(answer.body())
        .isEqualTo(Files.readString(Checkout.find().root().resolve("schema/api.graphqls")));
  }
}
