package dev.pedigree.interop.intoto;

import dev.pedigree.interop.reading.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a provenance says of a build: its definition, what went in, how it ran. Sources: <a
 * href="https://slsa.dev/spec/v1.0/provenance">SLSA provenance v1</a> and <a
 * href="https://slsa.dev/spec/v0.2/provenance">v0.2</a>.
 *
 * @param definition what is built, and how; the same for builds that ought to have the same result
 * @param run what is of this one build
 * @param entryPoint null: not told
 */
record Build(
    Place type,
    Map<String, Place> definition,
    List<Place> dependencies,
    Map<String, Place> run,
    Place finished,
    @Nullable String entryPoint) {
  private static final String V1 = "https://slsa.dev/provenance/v1";
  private static final String V0_2 = "https://slsa.dev/provenance/v0.2";

  static Optional<Build> of(Place predicateType, Place predicate) {
    return switch (String.valueOf(predicateType.text())) {
      case V1 -> Optional.of(v1(predicate));
      case V0_2 -> Optional.of(v02(predicate));
      default -> Optional.empty();
    };
  }

  private static Build v1(Place predicate) {
    Place definition = predicate.at("buildDefinition");
    Place details = predicate.at("runDetails");
    List<Place> dependencies = new ArrayList<>(definition.at("resolvedDependencies").elements());
    dependencies.addAll(details.at("builder").at("builderDependencies").elements());
    Map<String, Place> run = new LinkedHashMap<>();
    put(run, "builder", details.at("builder").at("id"));
    put(run, "builderVersion", details.at("builder").at("version"));
    put(run, "metadata", details.at("metadata"));
    put(run, "byproducts", details.at("byproducts"));
    return new Build(
        definition.at("buildType"),
        definition.members(),
        dependencies,
        run,
        details.at("metadata").at("finishedOn"),
        null);
  }

  private static Build v02(Place predicate) {
    Map<String, Place> definition = new LinkedHashMap<>();
    for (String member : List.of("buildType", "invocation", "buildConfig", "materials")) {
      put(definition, member, predicate.at(member));
    }
    Map<String, Place> run = new LinkedHashMap<>();
    put(run, "builder", predicate.at("builder").at("id"));
    put(run, "metadata", predicate.at("metadata"));
    return new Build(
        predicate.at("buildType"),
        definition,
        predicate.at("materials").elements(),
        run,
        predicate.at("metadata").at("buildFinishedOn"),
        predicate.at("invocation").at("configSource").at("entryPoint").text());
  }

  private static void put(Map<String, Place> members, String name, Place place) {
    if (place.isGiven()) {
      members.put(name, place);
    }
  }
}
