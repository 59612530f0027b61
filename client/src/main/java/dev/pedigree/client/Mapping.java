package dev.pedigree.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** How generated types and JSON become one another. */
final class Mapping {
  private Mapping() {}

  /**
   * Leaves out fields that are null: an input with exactly one field must not have others. Reads
   * answers of gateways that know more fields than this client; an enum's value that is not known
   * is null.
   */
  static JsonMapper mapper() {
    return JsonMapper.builder()
        .changeDefaultPropertyInclusion(
            include -> include.withValueInclusion(JsonInclude.Include.NON_NULL))
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        .build();
  }
}
