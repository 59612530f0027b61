package dev.pedigree.gateway.requestid;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Has the id go along to other threads that work for the request. Found by its name. */
public final class RequestIdAccessor implements ThreadLocalAccessor<String> {
  @Override
  public Object key() {
    return RequestId.KEY;
  }

  @Override
  public @Nullable String getValue() {
    return MDC.get(RequestId.KEY);
  }

  @Override
  public void setValue(String id) {
    MDC.put(RequestId.KEY, id);
  }

  @Override
  public void setValue() {
    MDC.remove(RequestId.KEY);
  }
}
