package dev.pedigree.schema;

/** What a child has from a parent, without necessarily having consumed it. */
public enum Inheritance {
  WEIGHTS,
  DATA,
  BEHAVIOUR,
  VOCABULARY,
  INSTRUCTIONS,
  SELECTION,
  CODE
}
