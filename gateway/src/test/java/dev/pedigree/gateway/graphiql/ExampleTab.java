package dev.pedigree.gateway.graphiql;

import dev.pedigree.gateway.testing.Gateway;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.type.TypeReference;

/** A tab that the page opens with, as its files say. */
record ExampleTab(String query, Map<String, String> variables) {
  private static final String FOLDER = "/static/graphiql/";

  static List<ExampleTab> all() {
    return Gateway.JSON.readValue(file("tabs.json"), new TypeReference<>() {});
  }

  static ExampleTab of(String query) {
    return all().stream().filter(tab -> tab.query().equals(query)).findFirst().orElseThrow();
  }

  /** The artifact it asks about. */
  String name() {
    return Objects.requireNonNull(variables.get("name"), query);
  }

  String document() {
    return file("examples/" + query);
  }

  /** The variables, asking about another namespace. */
  Map<String, String> variablesIn(String namespace) {
    Map<String, String> others = new LinkedHashMap<>(variables);
    others.replace("namespace", namespace);
    return others;
  }

  private static String file(String name) {
    try (InputStream in = ExampleTab.class.getResourceAsStream(FOLDER + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
