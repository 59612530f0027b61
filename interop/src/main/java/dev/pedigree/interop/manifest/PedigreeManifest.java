package dev.pedigree.interop.manifest;

import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.graph.artifact.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pedigree's own form of a manifest (docs/interop/pedigree-manifest.md). Members are in the order
 * of their names, as RFC 8785 has it; what is not known is left out.
 */
public final class PedigreeManifest implements ManifestWriter {
  /** The member that tells which document this is; its value is the version of the form. */
  public static final String MARK = "pedigreeManifest";

  /** The version that is written and read. */
  public static final int VERSION = 1;

  static final String SIGNATURE = "signature";

  private static final String NOTE = "pedigree-manifest";

  /** Signs the body of a note: see {@link #note}. */
  public interface Signer {
    /** The line with the signature. */
    String sign(String note);
  }

  private final @Nullable Signer signer;

  /**
   * Writes manifests.
   *
   * @param signer null: they are not signed
   */
  public PedigreeManifest(@Nullable Signer signer) {
    this.signer = signer;
  }

  @Override
  public Map<String, @Nullable Object> write(Manifest manifest) {
    Map<String, @Nullable Object> members = members(manifest);
    if (signer != null) {
      members.put(SIGNATURE, signer.sign(note(members)));
    }
    return JsonObject.parse(CanonicalJson.of(members));
  }

  /**
   * What is signed of a manifest: a note of two lines, the second of which is the SHA-256, in
   * hexadecimal, of the canonical JSON (RFC 8785) of all its members but the signature.
   */
  public static String note(Map<String, ? extends @Nullable Object> members) {
    Map<String, @Nullable Object> signed = new LinkedHashMap<>(members);
    signed.remove(SIGNATURE);
    return NOTE + "\n" + Digest.of(CanonicalJson.of(signed)).hex() + "\n";
  }

  private static Map<String, @Nullable Object> members(Manifest manifest) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put(MARK, VERSION);
    out.put("id", manifest.id().toString());
    out.put("revision", manifest.revision());
    out.put("kinds", manifest.kinds());
    out.put("names", list(manifest.names(), PedigreeManifest::name));
    put(out, "digest", manifest.digest());
    put(out, "unhashed", manifest.unhashed());
    put(out, "createdAt", manifest.createdAt());
    put(out, "description", manifest.description());
    put(out, "provenance", manifest.provenance());
    out.put("owners", manifest.owners());
    out.put(
        "labels",
        list(manifest.labels(), label -> Map.of("key", label.key(), "value", label.value())));
    out.put("stage", manifest.stage().name());
    out.put("attributes", manifest.attributes());
    out.put("recorded", recorded(manifest.recorded()));
    out.put("parents", list(manifest.parents(), PedigreeManifest::parent));
    if (manifest.hiddenParents() > 0) {
      out.put("hiddenParents", manifest.hiddenParents());
    }
    out.put("checks", list(manifest.checks(), PedigreeManifest::check));
    mark(out, "quarantine", manifest.quarantine());
    mark(out, "retraction", manifest.retraction());
    return out;
  }

  private static Map<String, @Nullable Object> name(ArtifactName name) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("namespace", name.namespace());
    out.put("name", name.name());
    put(out, "version", name.version());
    return out;
  }

  private static Map<String, @Nullable Object> recorded(Manifest.Recorded recorded) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("revision", recorded.revision());
    out.put("at", recorded.at().toString());
    out.put("by", recorded.by());
    out.put("entryHash", recorded.entryHash());
    return out;
  }

  private static Map<String, @Nullable Object> parent(Manifest.Parent parent) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("type", parent.type());
    out.put("id", parent.node().id().toString());
    out.put("kind", parent.node().kind());
    out.put("name", name(parent.node().name()));
    put(out, "digest", parent.node().digest());
    put(out, "unhashed", parent.node().unhashed());
    if (parent.weight() != null) {
      out.put("weight", parent.weight());
    }
    out.put("mutations", list(parent.mutations(), PedigreeManifest::mutation));
    out.put("attributes", parent.attributes());
    out.put("recorded", recorded(parent.recorded()));
    return out;
  }

  private static Map<String, @Nullable Object> mutation(EdgeMutation mutation) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("kind", mutation.kind());
    put(out, "description", mutation.description());
    out.put("attributes", JsonObject.parse(mutation.fields()));
    return out;
  }

  private static Map<String, @Nullable Object> check(Manifest.Check check) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("name", check.name());
    out.put("version", check.version());
    out.put("outcome", check.outcome().name());
    put(out, "evidence", check.evidence());
    out.put("recorded", recorded(check.recorded()));
    mark(out, "revoked", check.revoked());
    return out;
  }

  private static void mark(
      Map<String, @Nullable Object> out, String name, Manifest.@Nullable Mark mark) {
    if (mark != null) {
      out.put(name, Map.of("reason", mark.reason(), "recorded", recorded(mark.recorded())));
    }
  }

  private static void put(Map<String, @Nullable Object> out, String name, @Nullable Object value) {
    Optional.ofNullable(value).ifPresent(it -> out.put(name, it.toString()));
  }

  private static <T> List<Object> list(
      List<T> elements, Function<T, Map<String, ? extends @Nullable Object>> write) {
    List<Object> list = new ArrayList<>();
    elements.forEach(element -> list.add(write.apply(element)));
    return list;
  }
}
