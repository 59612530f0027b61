package dev.pedigree.schema;

/** What a child may have from a parent; the values of the enum {@code Inheritance} in SDL. */
public enum Inheritance {
  WEIGHTS,
  DATA,
  BEHAVIOUR,
  VOCABULARY,
  INSTRUCTIONS,
  SELECTION,
  CODE
}
