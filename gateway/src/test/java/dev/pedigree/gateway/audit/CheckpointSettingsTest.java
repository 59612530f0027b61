package dev.pedigree.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.identity.log.NoteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;

class CheckpointSettingsTest {
  @Test
  void namesAKeyThatIsNoneAtTheStart(@TempDir Path folder) throws IOException {
    String file = Files.writeString(folder.resolve("key.pem"), "no key").toString();

    assertThatThrownBy(() -> new Checkpoints(new AuditProperties(file, null)))
        .isInstanceOfSatisfying(
            NoteException.class,
            e -> {
              FailureAnalysis told = new SigningKeyFailureAnalyzer().analyze(e, e);
              assertThat(told.getDescription())
                  .contains("pedigree.audit.key", file + " is not a private key of Ed25519");
            });
    assertThatThrownBy(() -> new Checkpoints(new AuditProperties(file + "x", "log")))
        .hasMessageContaining("cannot be read as a key");
    assertThatThrownBy(() -> new Checkpoints(new AuditProperties(null, "two words")))
        .hasMessageContaining("name of a log: 'two words'");
  }

  @Test
  void doesNotShowTheKey() {
    assertThat(new AuditProperties("-----BEGIN secret", null).toString()).doesNotContain("secret");
  }
}
