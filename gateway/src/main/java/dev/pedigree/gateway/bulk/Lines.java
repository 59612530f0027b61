package dev.pedigree.gateway.bulk;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Answers that are one JSON object a line. */
public final class Lines {
  static final String MEDIA_TYPE = "application/x-ndjson";

  /** Lines are ended by hand, so nothing goes between them. */
  private static final JsonFactory JSON = JsonFactory.builder().rootValueSeparator("").build();

  private Lines() {}

  /** Begins an answer; whoever writes to it ends each line with a line feed. */
  public static JsonGenerator begin(HttpServletResponse response) throws IOException {
    response.setContentType(MEDIA_TYPE);
    response.setCharacterEncoding("UTF-8");
    return JSON.createGenerator(
        ObjectWriteContext.empty(), response.getOutputStream(), JsonEncoding.UTF8);
  }
}
