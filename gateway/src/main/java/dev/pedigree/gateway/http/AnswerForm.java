package dev.pedigree.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;

/** In which form an answer to GraphQL is sent. */
enum AnswerForm {
  /** Has status 200 whenever the request could be read, whatever became of it. */
  JSON("application", "json"),
  /** Has a status that says whether there is an answer. */
  GRAPHQL("application", "graphql-response+json"),
  /** Any number of answers, one after the other, as graphql-sse has them. */
  EVENTS("text", "event-stream");

  private final String type;
  private final String subtype;

  AnswerForm(String type, String subtype) {
    this.type = type;
    this.subtype = subtype;
  }

  /** As the answer's {@code Content-Type} has it. */
  MediaType contentType() {
    return new MediaType(type, subtype, StandardCharsets.UTF_8);
  }

  /**
   * The one that a client likes best; among equals that which it names first, and plain JSON where
   * it does not mind. Empty: it takes none of them.
   *
   * @throws InvalidMediaTypeException if {@code Accept} cannot be read
   */
  static Optional<AnswerForm> accepted(HttpServletRequest request) {
    List<MediaType> accepted = accept(request);
    if (accepted.isEmpty()) {
      return Optional.of(JSON);
    }
    return accepted.stream()
        .filter(it -> it.getQualityValue() > 0)
        .sorted(Comparator.comparingDouble(MediaType::getQualityValue).reversed())
        .flatMap(AnswerForm::of)
        .findFirst();
  }

  /** Likewise, for one answer: plain JSON where the client takes none of the forms for that. */
  static AnswerForm acceptedOrJson(HttpServletRequest request) {
    try {
      return accepted(request).filter(it -> it != EVENTS).orElse(JSON);
    } catch (InvalidMediaTypeException e) {
      return JSON;
    }
  }

  private static List<MediaType> accept(HttpServletRequest request) {
    return Collections.list(request.getHeaders(HttpHeaders.ACCEPT)).stream()
        .filter(StringUtils::hasText)
        .flatMap(it -> MediaType.parseMediaTypes(it).stream())
        .toList();
  }

  private static Stream<AnswerForm> of(MediaType range) {
    return Stream.of(values()).filter(form -> range.includes(form.contentType())).limit(1);
  }
}
