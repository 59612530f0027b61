package dev.pedigree.search;

import co.elastic.clients.transport.Endpoint;
import co.elastic.clients.transport.TransportOptions;
import co.elastic.clients.transport.http.TransportHttpClient;
import co.elastic.clients.transport.instrumentation.Instrumentation;
import dev.pedigree.graph.watch.Watch;
import dev.pedigree.graph.watch.Watched;
import org.jspecify.annotations.Nullable;

/** Has calls watched under the names that Elasticsearch gives them, such as {@code search}. */
final class CallWatch implements Instrumentation {
  private static final String PREFIX = "es/";

  private final Watch watch;

  CallWatch(Watch watch) {
    this.watch = watch;
  }

  @Override
  public <TRequest> Context newContext(TRequest request, Endpoint<TRequest, ?, ?> endpoint) {
    String id = endpoint.id();
    return new Call(
        watch.begin(
            Watch.Sort.ELASTICSEARCH, id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id));
  }

  private static final class Call implements Context {
    private final Watched watched;
    private @Nullable Throwable failure;

    Call(Watched watched) {
      this.watched = watched;
    }

    @Override
    public ThreadScope makeCurrent() {
      return () -> {};
    }

    @Override
    public void beforeSendingHttpRequest(
        TransportHttpClient.Request request, @Nullable TransportOptions options) {}

    @Override
    public void afterReceivingHttpResponse(TransportHttpClient.Response response) {}

    @Override
    public <TResponse> void afterDecodingApiResponse(TResponse response) {}

    @Override
    public void recordException(Throwable thrown) {
      failure = thrown;
    }

    @Override
    public void close() {
      watched.end(failure);
    }
  }
}
