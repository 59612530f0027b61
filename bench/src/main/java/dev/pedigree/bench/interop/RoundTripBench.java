package dev.pedigree.bench.interop;

import dev.pedigree.bench.ask.Gateway;
import dev.pedigree.bench.store.Folders;
import dev.pedigree.bench.store.JournalStore;
import dev.pedigree.localstack.Checkout;
import dev.pedigree.localstack.GatewayServer;
import dev.pedigree.localstack.ServerSettings;
import dev.pedigree.localstack.demo.DemoData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is left of the demo when every artifact of it is written in a format and recorded from that
 * at a gateway that knows nothing else. On a Cassandra of its own, without search.
 */
public final class RoundTripBench {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int PAGE = 200;
  private static final int SLICE = 500;
  private static final String IDS =
      "query($first: Int!, $after: String) { artifacts(first: $first, after: $after) { pageInfo {"
          + " hasNextPage endCursor } edges { node { id } } } }";
  private static final String MANIFEST =
      "query($id: ID!, $format: ManifestFormat!) { artifact(id: $id) { manifest(format: $format) }"
          + " }";

  private final Path folder;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** A format that is written and read. */
  private enum Format {
    PEDIGREE("pedigree-manifest"),
    CYCLONEDX("cyclonedx"),
    PROV_JSON("prov"),
    IN_TOTO("in-toto"),
    MODEL_CARD("huggingface");

    private final String reader;

    Format(String reader) {
      this.reader = reader;
    }
  }

  /** Works below {@code folder}, which nobody else uses: what is there is deleted. */
  public RoundTripBench(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /** Prints a table. */
  public void run() throws Exception {
    Folders.delete(folder);
    Files.createDirectories(folder);
    try (JournalStore store = new JournalStore(folder.resolve("cassandra"))) {
      List<JsonNode> originals;
      Map<Format, List<String>> written = new LinkedHashMap<>();
      try (GatewayServer server = gateway(store, "original");
          Gateway gateway = new Gateway(server.uri())) {
        server.start(LIMIT);
        long refused = gateway.importLines(DemoData.lines(), SLICE);
        if (refused > 0) {
          throw new IllegalStateException(refused + " lines of the demo were refused");
        }
        originals = inOrder(gateway);
        for (Format format : Format.values()) {
          written.put(format, documents(gateway, originals, format));
        }
      }
      Map<Format, Claims> left = new LinkedHashMap<>();
      for (Format format : Format.values()) {
        left.put(
            format, copied(store, format, Objects.requireNonNull(written.get(format)), originals));
      }
      print(claims(originals), left);
    } finally {
      http.close();
    }
    Folders.delete(folder);
  }

  private GatewayServer gateway(JournalStore store, String keyspace) {
    return new GatewayServer(
        ServerSettings.in(folder.resolve(keyspace)),
        Checkout.find().gatewayJar(),
        store.port(),
        URI.create("http://127.0.0.1:1"),
        List.of("--pedigree.cassandra.keyspace=" + keyspace, "--pedigree.elasticsearch.uri="));
  }

  /** Pedigree's own manifests of all artifacts, parents first. */
  private static List<JsonNode> inOrder(Gateway gateway) throws Exception {
    List<JsonNode> manifests = new ArrayList<>();
    @Nullable String after = null;
    do {
      Map<String, Object> variables = new LinkedHashMap<>();
      variables.put("first", PAGE);
      if (after != null) {
        variables.put("after", after);
      }
      JsonNode page = gateway.ask(IDS, variables).path("artifacts");
      for (JsonNode edge : page.path("edges")) {
        manifests.add(manifest(gateway, edge.at("/node/id").asString(), Format.PEDIGREE));
      }
      after =
          page.at("/pageInfo/hasNextPage").asBoolean()
              ? page.at("/pageInfo/endCursor").asString()
              : null;
    } while (after != null);
    manifests.sort(Comparator.comparingLong(it -> it.at("/recorded/revision").asLong()));
    return manifests;
  }

  private static JsonNode manifest(Gateway gateway, String id, Format format) throws Exception {
    return gateway
        .ask(MANIFEST, Map.of("id", id, "format", format.name()))
        .at("/artifact/manifest");
  }

  private static List<String> documents(Gateway gateway, List<JsonNode> originals, Format format)
      throws Exception {
    List<String> documents = new ArrayList<>();
    for (JsonNode original : originals) {
      JsonNode document = manifest(gateway, original.path("id").asString(), format);
      documents.add(document.isString() ? document.asString() : document.toString());
    }
    return documents;
  }

  /** What a gateway knows that was told these documents alone. */
  private Claims copied(
      JournalStore store, Format format, List<String> documents, List<JsonNode> originals)
      throws Exception {
    try (GatewayServer server = gateway(store, "copy_" + format.name().toLowerCase(Locale.ROOT));
        Gateway gateway = new Gateway(server.uri())) {
      server.start(LIMIT);
      for (String document : documents) {
        send(server.uri().resolve("/import/" + format.reader), document);
      }
      Claims claims = new Claims();
      for (JsonNode original : originals) {
        JsonNode copy = manifest(gateway, original.path("id").asString(), Format.PEDIGREE);
        if (copy.isObject()) {
          claims.add(copy);
        }
      }
      return claims;
    }
  }

  private void send(URI address, String document) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(address)
                .POST(HttpRequest.BodyPublishers.ofString(document))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200 || answer.body().contains("\"REFUSED\"")) {
      throw new IllegalStateException(
          address + ": " + answer.statusCode() + " " + answer.body() + "\n" + document);
    }
  }

  private static Claims claims(List<JsonNode> manifests) {
    Claims claims = new Claims();
    manifests.forEach(claims::add);
    return claims;
  }

  private static void print(Claims originals, Map<Format, Claims> left) {
    System.out.printf("%n| of the demo | there are |");
    left.keySet().forEach(format -> System.out.printf(" `%s` |", format));
    System.out.printf("%n| --- | --- |%s%n", " --- |".repeat(left.size()));
    for (Claims.Topic topic : Claims.Topic.values()) {
      System.out.printf("| %s | %d |", topic, originals.count(topic));
      left.values()
          .forEach(
              claims -> {
                long added = originals.addedBy(claims, topic);
                System.out.printf(
                    " %d %%%s |",
                    originals.percentIn(claims, topic), added > 0 ? ", " + added + " others" : "");
              });
      System.out.println();
    }
  }
}
