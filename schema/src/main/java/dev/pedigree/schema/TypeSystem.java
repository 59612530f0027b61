package dev.pedigree.schema;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The kinds, edge types and mutations that the schema in force declares. Immutable; one serves all
 * threads.
 */
public final class TypeSystem {
  private final List<Kind> kinds;
  private final List<EdgeType> edgeTypes;
  private final List<MutationType> mutationTypes;
  private final Map<String, Kind> kindsByName;
  private final Map<String, Kind> kindsByInputField;
  private final Map<String, EdgeType> edgeTypesByName;
  private final Map<String, MutationType> mutationTypesByName;
  private final Map<String, MutationType> mutationTypesByInputField;
  private final Attributes attributes;
  private final String version;

  TypeSystem(
      List<Kind> kinds,
      List<EdgeType> edgeTypes,
      List<MutationType> mutationTypes,
      String version) {
    this.kinds = List.copyOf(kinds);
    this.edgeTypes = List.copyOf(edgeTypes);
    this.mutationTypes = List.copyOf(mutationTypes);
    this.kindsByName = kinds.stream().collect(toUnmodifiableMap(Kind::name, identity()));
    this.kindsByInputField =
        kinds.stream().collect(toUnmodifiableMap(Kind::inputField, identity()));
    this.edgeTypesByName =
        edgeTypes.stream().collect(toUnmodifiableMap(EdgeType::name, identity()));
    this.mutationTypesByName =
        mutationTypes.stream().collect(toUnmodifiableMap(MutationType::name, identity()));
    this.mutationTypesByInputField =
        mutationTypes.stream().collect(toUnmodifiableMap(MutationType::inputField, identity()));
    this.attributes = new Attributes(kinds, mutationTypes);
    this.version = version;
  }

  /** Every kind, in SDL order. */
  public List<Kind> kinds() {
    return kinds;
  }

  /** Every edge type, in SDL order. */
  public List<EdgeType> edgeTypes() {
    return edgeTypes;
  }

  /** Every mutation type, in SDL order. */
  public List<MutationType> mutationTypes() {
    return mutationTypes;
  }

  /** The kind with the name, as {@code MODEL}. */
  public Optional<Kind> kind(String name) {
    return Optional.ofNullable(kindsByName.get(name));
  }

  /** The kind with the field of {@code ArtifactInput}, as {@code evalSuite}. */
  public Optional<Kind> kindOfInputField(String inputField) {
    return Optional.ofNullable(kindsByInputField.get(inputField));
  }

  /** The edge type with the name, as {@code TRAINED_ON}. */
  public Optional<EdgeType> edgeType(String name) {
    return Optional.ofNullable(edgeTypesByName.get(name));
  }

  /** The mutation type with the name, as {@code WEIGHT_MERGE}. */
  public Optional<MutationType> mutationType(String name) {
    return Optional.ofNullable(mutationTypesByName.get(name));
  }

  /** The mutation type with the field of {@code MutationInput}, as {@code weightMerge}. */
  public Optional<MutationType> mutationTypeOfInputField(String inputField) {
    return Optional.ofNullable(mutationTypesByInputField.get(inputField));
  }

  /** Whether nodes of the two kinds may be one node: equal kinds, or kinds of one family. */
  public boolean sameFamily(Kind a, Kind b) {
    return a.sameFamily(b);
  }

  /** Checks the fields of kinds and mutations against their declarations. */
  public Attributes attributes() {
    return attributes;
  }

  /**
   * Identifies the schema: the first 16 hexadecimal digits of the SHA-256 of the complete SDL.
   * Differs where any type, field or description differs.
   */
  public String version() {
    return version;
  }
}
