package dev.pedigree.interop.huggingface;

import dev.pedigree.interop.reading.Place;

/**
 * How a card's model descends from its base models.
 *
 * @param edge the edge's type
 * @param isAdapter whether the model is one
 * @param inferred whether the card leaves it to be told from the rest
 */
record Relation(String edge, boolean isAdapter, boolean inferred) {
  static Relation of(Place root) {
    boolean peft = "peft".equals(root.at("library_name").text());
    Place given = root.at("base_model_relation");
    if (given.isGiven()) {
      return new Relation(
          switch (given.need()) {
            case "finetune" -> "FINE_TUNED_FROM";
            case "adapter" -> "ADAPTER_OF";
            case "merge" -> "MERGED_FROM";
            case "quantized" -> "QUANTIZED_FROM";
            default -> throw given.unexpected("finetune, adapter, merge or quantized");
          },
          given.need().equals("adapter"),
          false);
    }
    if (peft) {
      return new Relation("ADAPTER_OF", true, true);
    }
    boolean isMerge =
        root.at("base_model").oneOrMany().size() > 1
            || root.at("tags").oneOrMany().stream().anyMatch(tag -> "merge".equals(tag.text()));
    return new Relation(isMerge ? "MERGED_FROM" : "FINE_TUNED_FROM", false, true);
  }
}
