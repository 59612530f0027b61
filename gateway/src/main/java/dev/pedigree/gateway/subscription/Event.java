package dev.pedigree.gateway.subscription;

import dev.pedigree.gateway.operation.Operation;

/**
 * Something that happened, and that a subscription tells of. The field that is subscribed to gives
 * a publisher of them, which reads only as many as it is asked for.
 */
@FunctionalInterface
public interface Event {
  /** What the field answers, as the operation that tells of the event sees it. */
  Object in(Operation operation);
}
