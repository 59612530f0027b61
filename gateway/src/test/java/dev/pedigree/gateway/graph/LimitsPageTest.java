package dev.pedigree.gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Keeps {@code docs/limits.md} complete. */
class LimitsPageTest {
  @Test
  void everyLimitIsThereWithItsDefault() throws IOException {
    String page = Files.readString(Path.of("../docs/limits.md"));

    Parameter[] limits =
        GatewayProperties.Limits.class.getDeclaredConstructors()[0].getParameters();
    assertThat(limits).hasSizeGreaterThan(15);
    for (Parameter limit : limits) {
      assertThat(page.lines())
          .as(limit.getName())
          .filteredOn(it -> it.contains("| `pedigree.limits." + name(limit) + "` |"))
          .singleElement()
          .asString()
          .contains("| " + shown(limit.getAnnotation(DefaultValue.class).value()[0]) + " |");
    }
  }

  private static String name(Parameter limit) {
    return limit.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** Numbers in groups of three, units as people write them. */
  private static String shown(String value) {
    return value
        .replaceAll("(?<=\\d)(?=(\\d{3})+$)", " ")
        .replaceAll("MB$", " MiB")
        .replaceAll("s$", " s");
  }
}
