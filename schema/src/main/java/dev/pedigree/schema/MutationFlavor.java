package dev.pedigree.schema;

/** What sort of change a mutation is; the values of the enum {@code MutationFlavor} in SDL. */
public enum MutationFlavor {
  POINT,
  INSERTION,
  DELETION,
  DUPLICATION,
  RECOMBINATION
}
