package dev.pedigree.gateway.webhook;

import dev.pedigree.graph.webhook.Webhook;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultRedirectStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import org.springframework.stereotype.Component;

/**
 * Delivers messages: signed, in a limited time, to servers that may be reached. Follows redirects
 * that keep the method (307, 308), each of them checked like the first target. What a target
 * answers beyond its status is not read.
 */
@Component
final class WebhookClient implements AutoCloseable {
  private static final int MOST_REDIRECTS = 3;

  /** An answer's head is kept in memory; without these a target could send one without an end. */
  private static final Http1Config HEAD =
      Http1Config.custom().setMaxLineLength(8_192).setMaxHeaderCount(100).build();

  private final Targets targets;
  private final Duration timeout;
  private final Clock clock = Clock.systemUTC();
  private final CloseableHttpClient http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  WebhookClient(Targets targets, WebhookProperties properties) {
    this.targets = targets;
    this.timeout = properties.timeout();
    Timeout limit = Timeout.of(timeout);
    this.http =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(targets)
                    .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder().http1Config(HEAD).build())
                    .setMaxConnTotal(properties.most())
                    .setMaxConnPerRoute(properties.most())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(limit)
                            .setSocketTimeout(limit)
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(limit)
                    .setConnectionRequestTimeout(limit)
                    .setMaxRedirects(MOST_REDIRECTS)
                    .build())
            .setConnectionReuseStrategy((_, _, _) -> false)
            .setRedirectStrategy(new CheckedRedirects(targets))
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .setUserAgent("Pedigree-Webhooks")
            .build();
  }

  private static final class CheckedRedirects extends DefaultRedirectStrategy {
    private final Targets targets;

    CheckedRedirects(Targets targets) {
      this.targets = targets;
    }

    @Override
    public boolean isRedirected(HttpRequest request, HttpResponse response, HttpContext context)
        throws ProtocolException {
      return (response.getCode() == HttpStatus.SC_TEMPORARY_REDIRECT
              || response.getCode() == HttpStatus.SC_PERMANENT_REDIRECT)
          && super.isRedirected(request, response, context);
    }

    @Override
    public URI getLocationURI(HttpRequest request, HttpResponse response, HttpContext context)
        throws HttpException {
      URI location = super.getLocationURI(request, response, context);
      try {
        targets.check(location);
      } catch (TargetException e) {
        throw new ProtocolException("redirected: " + e.getMessage(), e);
      }
      return location;
    }
  }

  /** Delivers once. */
  Outcome deliver(Webhook webhook, Message message) {
    Instant now = clock.instant();
    HttpPost post = new HttpPost(webhook.url());
    post.setHeader("webhook-id", message.id());
    post.setHeader("webhook-timestamp", Long.toString(now.getEpochSecond()));
    post.setHeader("webhook-signature", Signature.of(webhook, message, now));
    post.setEntity(
        new StringEntity(
            message.body(), ContentType.APPLICATION_JSON.withCharset(StandardCharsets.UTF_8)));
    Future<Integer> status = threads.submit(() -> status(post));
    try {
      return outcome(status.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return tooSlow();
    } catch (ExecutionException e) {
      return e.getCause() instanceof SocketTimeoutException
          ? tooSlow()
          : new Outcome.Failed(said(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Failed("the gateway stops");
    } finally {
      post.abort();
      status.cancel(true);
    }
  }

  /** Whether the whole or a step of it took as long as all may. */
  private Outcome tooSlow() {
    return new Outcome.Failed("no answer within " + timeout.toMillis() + " ms");
  }

  private int status(HttpPost post) throws IOException, URISyntaxException {
    targets.check(post.getUri());
    // Closed without being read: who answers without an end is not listened to.
    try (ClassicHttpResponse response = http.executeOpen(null, post, null)) {
      return response.getCode();
    }
  }

  private static Outcome outcome(int status) {
    return status / 100 == 2
        ? new Outcome.Delivered()
        : new Outcome.Failed("status " + status + " (expected: 2xx)");
  }

  private static String said(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof TargetException)) {
      cause = cause.getCause();
    }
    String said = cause.getMessage();
    return said == null ? cause.getClass().getSimpleName() : said;
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    http.close();
  }
}
