package dev.pedigree.gateway.admission;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an operation was taken to cost, as its answer tells.
 *
 * @param requested of this operation
 * @param limit of any one operation
 * @param left of what its caller may ask for now
 */
public record Cost(long requested, long limit, long left) {
  /** As {@code extensions.cost} has it. */
  public Map<String, Object> toExtension() {
    Map<String, Object> extension = new LinkedHashMap<>();
    extension.put("requested", requested);
    extension.put("limit", limit);
    extension.put("left", left);
    return extension;
  }
}
