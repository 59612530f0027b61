package dev.pedigree.gateway.graphiql;

import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /graphiql}: GraphiQL, out of this jar alone. The browser is told to refuse whatever
 * would come from, or go to, another server.
 */
@RestController
final class GraphiqlPage {
  /** Its fonts are in its style sheet; its dialogs and editors come with inline styles. */
  private static final String POLICY =
      String.join(
          "; ",
          "default-src 'self'",
          "style-src 'self' 'unsafe-inline'",
          "font-src 'self' data:",
          "img-src 'self' data:",
          "object-src 'none'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'self'");

  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private final Resource page = new ClassPathResource("page.html", GraphiqlPage.class);

  @GetMapping({"/graphiql", "/graphiql/"})
  ResponseEntity<Resource> show() {
    return ResponseEntity.ok()
        .contentType(HTML)
        .cacheControl(CacheControl.noCache())
        .header("Content-Security-Policy", POLICY)
        .body(page);
  }
}
