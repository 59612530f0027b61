package dev.pedigree.gateway.security;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.gateway.testing.Gateway;
import org.junit.jupiter.api.Test;

class ListeningRuleTest {
  @Test
  void listensNowhereElseWithoutAuthentication() {
    for (String address : new String[] {"0.0.0.0", "192.0.2.1", "::"}) {
      assertThatThrownBy(
              () -> Gateway.launch(1, Gateway.freshKeyspace(), null, "--server.address=" + address))
          .isInstanceOf(UnprotectedAddressException.class)
          .hasMessageContaining("server.address: ")
          .hasMessageContaining("expected: a loopback address");
    }
  }

  @Test
  void anIssuerWithoutANameIsNone() {
    assertThatThrownBy(
            () ->
                Gateway.launch(
                    1,
                    Gateway.freshKeyspace(),
                    null,
                    "--server.address=0.0.0.0",
                    "--spring.security.oauth2.resourceserver.jwt.issuer-uri="))
        .isInstanceOf(UnprotectedAddressException.class);
  }
}
