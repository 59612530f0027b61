package dev.pedigree.interop.mergekit;

import dev.pedigree.interop.Statements;
import dev.pedigree.interop.reading.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The models of one configuration, each with what is said of it. */
final class Ingredients {
  private static final int MAX_LAYERS = 10_000;

  private final Map<ModelReference, Ingredient> all = new LinkedHashMap<>();
  private final Place config;
  private final Statements out;

  /** Which models each slice is made of; of models as a whole there is one. */
  private final Set<Set<ModelReference>> slices = new HashSet<>();

  /** Whether {@code t} is told of a part. */
  private boolean isPartial;

  /** One model: where it is first named, its settings, its layers. */
  static final class Ingredient {
    final String path;
    final List<Object> settings = new ArrayList<>();
    final TreeSet<Integer> layers = new TreeSet<>();
    boolean isBase;
    boolean isListed;
    private @Nullable Object weight;
    @Nullable Object density;
    @Nullable Double share;

    Ingredient(String path) {
      this.path = path;
    }

    /** The factor that it is added with; null: not told, or not one for all layers. */
    @Nullable Double factor() {
      return weight instanceof Number number ? number.doubleValue() : null;
    }
  }

  Ingredients(Place config, Statements out) {
    this.config = config;
    this.out = out;
    models(config, List.of(config.at("parameters")));
    config
        .at("modules")
        .members()
        .values()
        .forEach(
            module -> models(module, List.of(module.at("parameters"), config.at("parameters"))));
    Place base = config.at("base_model");
    if (base.isGiven()) {
      ingredient(base).isBase = true;
    }
    share();
  }

  Map<ModelReference, Ingredient> all() {
    return all;
  }

  /** What a model's own parameters leave open is told by what it lies in, the nearest first. */
  private void models(Place holder, List<Place> around) {
    Set<ModelReference> whole = new HashSet<>();
    for (Place model : holder.at("models").elements()) {
      listed(model, around);
      whole.add(ModelReference.of(model.at("model")));
    }
    if (!whole.isEmpty()) {
      slices.add(whole);
    }
    for (Place slice : holder.at("slices").elements()) {
      List<Place> nearer = new ArrayList<>(List.of(slice.at("parameters")));
      nearer.addAll(around);
      Set<ModelReference> sources = new HashSet<>();
      for (Place source : slice.at("sources").elements()) {
        layers(source, listed(source, nearer));
        sources.add(ModelReference.of(source.at("model")));
      }
      slices.add(sources);
      if (slice.at("base_model").isGiven()) {
        ingredient(slice.at("base_model")).isBase = true;
      }
    }
  }

  private Ingredient ingredient(Place reference) {
    return all.computeIfAbsent(ModelReference.of(reference), _ -> new Ingredient(reference.path()));
  }

  private Ingredient listed(Place model, List<Place> around) {
    Ingredient ingredient = ingredient(model.at("model"));
    List<Place> parameters = new ArrayList<>(List.of(model.at("parameters")));
    parameters.addAll(around);
    isPartial |= nearest(parameters.subList(0, parameters.size() - 1), "t") != null;
    Object weight = nearest(parameters, "weight");
    boolean again = ingredient.isListed;
    ingredient.weight = !again || same(ingredient.weight, weight) ? weight : List.of();
    ingredient.density = nearest(parameters, "density");
    ingredient.isListed = true;
    Map<String, @Nullable Object> setting = new LinkedHashMap<>();
    for (String name : List.of("layer_range", "parameters")) {
      if (model.at(name).isGiven()) {
        setting.put(name, model.at(name).value());
      }
    }
    for (Place slice : around.subList(0, around.size() - 1)) {
      if (slice.isGiven()) {
        setting.put(slice.path(), slice.value());
      }
    }
    if (!setting.isEmpty()) {
      ingredient.settings.add(setting);
    }
    return ingredient;
  }

  private static @Nullable Object nearest(List<Place> parameters, String name) {
    return parameters.stream()
        .map(it -> it.at(name).value())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static boolean same(@Nullable Object before, @Nullable Object now) {
    return before == null ? now == null : before instanceof Number && before.equals(now);
  }

  private static void layers(Place source, Ingredient ingredient) {
    Place range = source.at("layer_range");
    if (!range.isGiven()) {
      return;
    }
    List<Place> ends = range.elements();
    if (ends.size() != 2
        || !(ends.getFirst().value() instanceof Long from)
        || !(ends.getLast().value() instanceof Long to)
        || from < 0
        || to < from
        || to > MAX_LAYERS) {
      throw range.unexpected("two layers, the second at least the first and at most " + MAX_LAYERS);
    }
    for (int layer = from.intValue(); layer < to; layer++) {
      ingredient.layers.add(layer);
    }
  }

  /** Shares add up to 1; where one is not known, none is. */
  private void share() {
    if (config.at("merge_method").need().equals("slerp")) {
      interpolate();
      return;
    }
    List<Ingredient> weighted =
        all.values().stream()
            .filter(it -> it.isListed && !(it.isBase && it.weight == null))
            .toList();
    if (weighted.stream().allMatch(it -> it.weight == null)) {
      return;
    }
    if (slices.size() > 1) {
      out.lost("slices", "no shares: slices are of different models; see the edges' attributes");
      return;
    }
    double sum = 0;
    for (Ingredient ingredient : weighted) {
      Double factor = ingredient.factor();
      if (factor == null || factor < 0) {
        out.lost(
            ingredient.path,
            "no share: a weight that is missing, below 0 or not the same for all layers; what is"
                + " given is kept in the edge's attributes");
        return;
      }
      sum += factor;
    }
    for (Ingredient ingredient : weighted) {
      Double factor = ingredient.factor();
      ingredient.share = sum > 0 && factor != null ? factor / sum : null;
    }
  }

  /** {@code t} is the way from the base to the other. */
  private void interpolate() {
    Place t = config.at("parameters").at("t");
    if (!(t.value() instanceof Number number)
        || number.doubleValue() < 0
        || number.doubleValue() > 1
        || isPartial
        || slices.size() != 1
        || all.size() != 2
        || all.values().stream().filter(it -> it.isBase).count() != 1) {
      out.lost(
          "parameters.t",
          "no shares: t is not one number from 0 to 1 for two models, one the base");
      return;
    }
    for (Ingredient ingredient : all.values()) {
      ingredient.share = ingredient.isBase ? 1 - number.doubleValue() : number.doubleValue();
    }
  }
}
