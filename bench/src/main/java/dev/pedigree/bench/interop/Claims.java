package dev.pedigree.bench.interop;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** All that Pedigree's own manifests say, one thing at a time, sorted by what it is about. */
final class Claims {
  private static final int MOST_IN_PERCENT = 100;

  private final Map<Topic, Set<String>> claims = new EnumMap<>(Topic.class);

  /** What a manifest tells of. */
  enum Topic {
    ARTIFACT("artifacts"),
    KIND("kinds"),
    NAME("names"),
    IDENTITY("digest, or why there is none"),
    CREATED("creation time"),
    DESCRIPTION("description"),
    PROVENANCE("provenance"),
    OWNER("owners"),
    LABEL("labels"),
    ATTRIBUTE("attributes"),
    STAGE("stage"),
    CHECK("checks"),
    EDGE("edges, with their types"),
    WEIGHT("weights"),
    MUTATION("mutations"),
    EDGE_ATTRIBUTE("attributes of edges");

    private final String words;

    Topic(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  Claims() {
    for (Topic topic : Topic.values()) {
      claims.put(topic, new HashSet<>());
    }
  }

  /** Adds what one manifest says. */
  void add(JsonNode manifest) {
    String id = manifest.path("id").asString();
    claim(Topic.ARTIFACT, id);
    each(Topic.KIND, id, manifest.path("kinds"));
    each(Topic.NAME, id, manifest.path("names"));
    value(Topic.IDENTITY, id, manifest.path("digest"));
    value(Topic.IDENTITY, id, manifest.path("unhashed"));
    value(Topic.CREATED, id, manifest.path("createdAt"));
    value(Topic.DESCRIPTION, id, manifest.path("description"));
    value(Topic.PROVENANCE, id, manifest.path("provenance"));
    each(Topic.OWNER, id, manifest.path("owners"));
    each(Topic.LABEL, id, manifest.path("labels"));
    members(Topic.ATTRIBUTE, id, manifest.path("attributes"));
    if (!manifest.path("stage").asString().equals("DRAFT")) {
      value(Topic.STAGE, id, manifest.path("stage"));
    }
    for (JsonNode check : manifest.path("checks")) {
      claim(
          Topic.CHECK,
          id
              + " %s %s %s %s"
                  .formatted(
                      check.path("name"),
                      check.path("version"),
                      check.path("outcome"),
                      check.path("evidence")));
    }
    for (JsonNode parent : manifest.path("parents")) {
      edge(id, parent);
    }
  }

  private void edge(String child, JsonNode parent) {
    String edge = child + " " + parent.path("type") + " " + parent.path("id");
    claim(Topic.EDGE, edge);
    value(Topic.WEIGHT, edge, parent.path("weight"));
    each(Topic.MUTATION, edge, parent.path("mutations"));
    members(Topic.EDGE_ATTRIBUTE, edge, parent.path("attributes"));
  }

  private void value(Topic topic, String of, JsonNode value) {
    if (!value.isMissingNode() && !value.isNull()) {
      claim(topic, of + " " + value);
    }
  }

  private void each(Topic topic, String of, JsonNode values) {
    values.forEach(value -> claim(topic, of + " " + value));
  }

  private void members(Topic topic, String of, JsonNode object) {
    object.properties().forEach(it -> claim(topic, of + " " + it.getKey() + " " + it.getValue()));
  }

  private void claim(Topic topic, String claim) {
    claims(topic).add(claim);
  }

  private Set<String> claims(Topic topic) {
    return claims.getOrDefault(topic, Set.of());
  }

  /** How many claims there are about that. */
  int count(Topic topic) {
    return claims(topic).size();
  }

  /** How many of a hundred of these are among {@code others}, rounded down. */
  int percentIn(Claims others, Topic topic) {
    long kept = claims(topic).stream().filter(others.claims(topic)::contains).count();
    return (int) (kept * MOST_IN_PERCENT / Math.max(1, count(topic)));
  }

  /** How many claims about that are only in {@code others}. */
  long addedBy(Claims others, Topic topic) {
    return others.claims(topic).stream().filter(it -> !claims(topic).contains(it)).count();
  }
}
