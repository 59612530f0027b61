package dev.pedigree.gateway.graph;

import dev.pedigree.schema.PedigreeSchema;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /schema.graphqls}: the schema in force, for those who generate clients from it. */
@RestController
final class SdlController {
  private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

  private final PedigreeSchema schema;

  SdlController(PedigreeSchema schema) {
    this.schema = schema;
  }

  @GetMapping("/schema.graphqls")
  ResponseEntity<String> show() {
    return ResponseEntity.ok()
        .contentType(TEXT)
        .cacheControl(CacheControl.noCache())
        .body(schema.sdl());
  }
}
