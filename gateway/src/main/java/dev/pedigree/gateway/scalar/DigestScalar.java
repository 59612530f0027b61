package dev.pedigree.gateway.scalar;

import com.netflix.graphql.dgs.DgsScalar;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.recording.ErrorCode;
import java.util.Optional;

/** {@code sha256:<64 lower-case hex>} outside, {@link Digest} inside. */
@DgsScalar(name = "Digest")
final class DigestScalar extends TextScalar<Digest> {
  DigestScalar() {
    super("sha256: and 64 lower-case hexadecimal digits", ErrorCode.INVALID_DIGEST);
  }

  @Override
  Optional<Digest> parse(String text) {
    return Digest.parse(text);
  }
}
