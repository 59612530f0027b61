package dev.pedigree.gateway.http;

import dev.pedigree.gateway.graph.GatewayProperties;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Goes on answering for a while after the gateway was asked to end. It is not ready from then on,
 * and each answer asks for the connection to be closed, so that whoever balances load has sent
 * everybody elsewhere by the time that nothing is answered any more.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Drain extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  private final ApplicationContext context;
  private final Duration time;
  private volatile boolean begun;

  Drain(ApplicationContext context, GatewayProperties properties) {
    this.context = context;
    this.time = properties.http().drain();
  }

  /** Waits. Readiness was taken back before, and nothing is stopped until this returns. */
  @EventListener(ContextClosedEvent.class)
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void drain(ContextClosedEvent event) throws InterruptedException {
    if (!event.getApplicationContext().equals(context) || time.isZero()) {
      return;
    }
    begun = true;
    LOG.info("Asked to end: not ready any more, goes on answering for {} s", time.toSeconds());
    Thread.sleep(time);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (begun) {
      response.setHeader(HttpHeaders.CONNECTION, "close");
    }
    chain.doFilter(request, response);
  }
}
