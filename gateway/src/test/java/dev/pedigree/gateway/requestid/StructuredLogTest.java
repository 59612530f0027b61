package dev.pedigree.gateway.requestid;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.pedigree.gateway.testing.Gateway;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.JsonNode;

/**
 * What collectors of logs find in a line where {@code logging.structured.format.console} is set.
 */
class StructuredLogTest {
  @ParameterizedTest
  @ValueSource(strings = {"ecs", "logstash"})
  void linesHaveTheIdOfTheRequest(String format) {
    LoggerContext context = new LoggerContext();
    context.putObject(Environment.class.getName(), new StandardEnvironment());
    StructuredLogEncoder encoder = new StructuredLogEncoder();
    encoder.setContext(context);
    encoder.setFormat(format);
    encoder.start();
    LoggingEvent event =
        new LoggingEvent(
            "here",
            context.getLogger("there"),
            Level.ERROR,
            "Internal error",
            new IllegalStateException("broken"),
            null);
    event.setMDCPropertyMap(Map.of(RequestId.KEY, "find-me"));

    JsonNode line = Gateway.JSON.readTree(encoder.encode(event));

    assertThat(line.path("requestId").asString()).isEqualTo("find-me");
    assertThat(line.path("message").asString()).isEqualTo("Internal error");
    assertThat(line.toString()).contains("broken");
  }
}
