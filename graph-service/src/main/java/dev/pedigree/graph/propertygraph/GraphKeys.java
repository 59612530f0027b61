package dev.pedigree.graph.propertygraph;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.janusgraph.core.Cardinality;
import org.janusgraph.core.JanusGraph;
import org.janusgraph.core.Multiplicity;
import org.janusgraph.core.schema.JanusGraphManagement;

/** What vertices, edges and their properties are called in the property graph. */
final class GraphKeys {
  /** The label of every edge, from child to parent; its type is a property. */
  static final String DESCENDS_FROM = "descendsFrom";

  static final String KIND = "kind";
  static final String NAMESPACE = "namespace";
  static final String NAME = "name";
  static final String VERSION = "version";
  static final String CREATED_AT = "createdAt";
  static final String STAGE = "stage";
  static final String QUARANTINED = "quarantined";
  static final String RETRACTED = "retracted";
  static final String LABELS = "labels";
  static final String ATTRIBUTES = "attributes";
  static final String TYPE = "type";
  static final String WEIGHT = "weight";
  static final String MUTATIONS = "mutations";
  static final String REVISION = "revision";

  private GraphKeys() {}

  /** Makes what is absent of the schema. */
  static void make(JanusGraph graph) {
    JanusGraphManagement management = graph.openManagement();
    try {
      types()
          .forEach(
              (key, type) -> {
                if (!management.containsPropertyKey(key)) {
                  management
                      .makePropertyKey(key)
                      .dataType(type)
                      .cardinality(Cardinality.SINGLE)
                      .make();
                }
              });
      if (!management.containsEdgeLabel(DESCENDS_FROM)) {
        management.makeEdgeLabel(DESCENDS_FROM).multiplicity(Multiplicity.MULTI).make();
      }
    } catch (RuntimeException e) {
      management.rollback();
      throw e;
    }
    management.commit();
  }

  private static Map<String, Class<?>> types() {
    Map<String, Class<?>> types = new LinkedHashMap<>();
    types.put(KIND, String.class);
    types.put(NAMESPACE, String.class);
    types.put(NAME, String.class);
    types.put(VERSION, String.class);
    types.put(CREATED_AT, Instant.class);
    types.put(STAGE, String.class);
    types.put(QUARANTINED, Boolean.class);
    types.put(RETRACTED, Boolean.class);
    types.put(LABELS, String.class);
    types.put(ATTRIBUTES, String.class);
    types.put(TYPE, String.class);
    types.put(WEIGHT, Double.class);
    types.put(MUTATIONS, String.class);
    types.put(REVISION, Long.class);
    return types;
  }
}
