package dev.pedigree.gateway.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.recording.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/errors.md} true: it is written from the codes. */
class ErrorCatalogueTest {
  private static final Path PAGE = Path.of("../docs/errors.md");
  private static final String REWRITE =
      "mvn -q -pl gateway -am test -Dtest=ErrorCatalogueTest -Dpedigree.golden=rewrite"
          + " -Dsurefire.failIfNoSpecifiedTests=false";
  private static final String HEAD =
      """
      # Errors

      Whatever is refused has a `code`, which is stable: programs decide by it, not by the message. In GraphQL it is in `errors[].extensions`, beside

      - `errorType`, the class of errors that it belongs to;
      - `retryable`: whether the very same request may succeed later, though nobody has done anything;
      - `path` of the input that is meant, such as `input.artifacts[3].model.parents[0]`, where there is one;
      - `cycle`, for `CYCLE`: the artifacts that the edge would close.

      In the bulk interfaces each refused line has its code and path ([bulk.md](bulk.md)). Other requests that we refuse are answered with the code and the message as JSON, and status 401, 403, 429, 500, 503 or else
      400; what the HTTP server itself refuses, such as an unknown address, has only a status.

      A repetition is safe: `record` with the same `requestId` gives the first answer again.

      | code | errorType | retryable | meaning | what to do |
      | --- | --- | --- | --- | --- |
      """;

  @Test
  void thePageIsTheOneThatTheCodesSay() throws IOException {
    StringBuilder page = new StringBuilder(HEAD);
    for (ErrorCode code : ErrorCode.values()) {
      page.append(
          "| `%s` | `%s` | %s | %s | %s |%n"
              .formatted(
                  code,
                  GraphQLErrors.type(code),
                  code.retryable() ? "yes" : "no",
                  code.meaning(),
                  code.advice()));
    }
    if ("rewrite".equals(System.getProperty("pedigree.golden"))) {
      Files.writeString(PAGE, page);
    }

    String written = Files.exists(PAGE) ? Files.readString(PAGE) : "";

    assertThat(written)
        .withFailMessage("docs/errors.md is not what the codes say; to rewrite it: " + REWRITE)
        .isEqualTo(page.toString());
  }
}
