package dev.pedigree.gateway.operation;

import tools.jackson.databind.JacksonSerializable;

/**
 * The value of a field that is a list of scalars, which writes itself. The engine takes it as it
 * is, where it would spend more on each element than all else does together.
 */
public interface ReadyList extends JacksonSerializable {
  int size();
}
