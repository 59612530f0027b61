package dev.pedigree.interop.intoto;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.interop.Document;
import dev.pedigree.interop.DocumentReader;
import dev.pedigree.interop.ReadingContext;
import dev.pedigree.interop.Statements;
import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.reading.ArtifactDraft;
import dev.pedigree.interop.reading.JsonTree;
import dev.pedigree.interop.reading.Place;
import dev.pedigree.interop.reading.Recording;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads in-toto statements, in a DSSE envelope, in a Sigstore bundle or bare, one or several in a
 * file. Source: <a href="https://github.com/in-toto/attestation/tree/main/spec/v1">in-toto
 * Attestation Framework v1</a>.
 *
 * <p>A signature is worth what the keys that are configured make of it, and is shown as a check of
 * each subject. Where it is not that of the key it names, nothing else is recorded.
 */
public final class StatementReader implements DocumentReader {
  /** The check of an artifact that shows what the signatures of its statement are worth. */
  public static final String CHECK = "in-toto-signature";

  private static final Set<String> TYPES =
      Set.of("https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1");

  /** Dependencies go in so many at a time. */
  private static final int CHUNK = 500;

  private final TrustedKeys keys;

  /** Takes the signatures of these keys. */
  public StatementReader(TrustedKeys keys) {
    this.keys = keys;
  }

  @Override
  public void read(Document document, ReadingContext context, Statements out) throws IOException {
    List<Place> values = JsonTree.sequence(document);
    if (values.isEmpty()) {
      throw new UnreadableDocumentException("nothing (expected: a statement)", null);
    }
    for (int i = 0; i < values.size(); i++) {
      Place value =
          values.size() == 1 ? values.get(i) : new Place(values.get(i).value(), "[" + i + "]");
      Envelope envelope = Envelope.of(value, keys);
      Place type = envelope.statement().at("_type");
      if (!TYPES.contains(String.valueOf(type.text()))) {
        throw type.unexpected("https://in-toto.io/Statement/v1 or v0.1");
      }
      new Reading(envelope, context, out).read();
    }
  }

  /** One statement. */
  private static final class Reading {
    private final Place statement;
    private final Envelope.@Nullable Signing signing;
    private final ReadingContext context;
    private final Recording recording;
    private final Statements out;

    Reading(Envelope envelope, ReadingContext context, Statements out) {
      this.statement = envelope.statement();
      this.signing = envelope.signing();
      this.context = context;
      this.recording = new Recording(context, out);
      this.out = out;
    }

    void read() {
      if (signing != null && signing.isForged()) {
        forged(signing);
        return;
      }
      Build build = Build.of(statement.at("predicateType"), statement.at("predicate")).orElse(null);
      if (build == null) {
        out.lost(
            statement.at("predicateType").path(),
            "predicate "
                + statement.at("predicateType").text()
                + " is not read (expected: SLSA provenance v1 or v0.2); its subjects are");
      }
      if (build != null && StatementWriter.BUILD_TYPE.equals(build.type().text())) {
        for (Place subject : statement.at("subject").elements()) {
          recording.attempt(() -> own(subject, build));
          recording.submit();
        }
        return;
      }
      ArtifactDraft definition = build == null ? null : definition(build);
      if (build != null && definition != null) {
        dependencies(build, definition);
      }
      for (Place subject : statement.at("subject").elements()) {
        recording.attempt(() -> subject(subject, build, definition));
        recording.submit();
      }
    }

    /** A subject as Pedigree wrote it, with its parents. */
    private void own(Place place, Build build) {
      ArtifactDraft subject = OwnResource.of(place).draft(recording, context);
      ArtifactId id = recording.add(subject.createdAt(build.finished().time()));
      for (Place dependency : build.dependencies()) {
        recording.attempt(
            () -> {
              OwnResource parent = OwnResource.of(dependency);
              parent.edge(recording, context, id, recording.add(parent.draft(recording, context)));
            });
      }
      signature(place, id);
    }

    private void signature(Place place, ArtifactId subject) {
      if (signing != null) {
        recording.check(place.path(), subject, CHECK, signing.outcome(), signing.evidence());
      }
    }

    /** Shows it where something is recorded, and records nothing. */
    private void forged(Envelope.Signing forged) {
      recording.refuse(
          ErrorCode.INVALID_VALUE, forged.evidence() + " (expected: its signature)", "signatures");
      for (Place place : statement.at("subject").elements()) {
        recording.attempt(
            () ->
                Resource.of(place)
                    .known(out)
                    .ifPresent(
                        known ->
                            recording.check(
                                place.path(),
                                known.id(),
                                CHECK,
                                CheckOutcome.FAILED,
                                forged.evidence())));
        recording.submit();
      }
    }

    /** Some leave its type out, though they must not: it is called after its builder then. */
    private String name(Build build) {
      if (build.type().isGiven()) {
        return build.type().need();
      }
      out.lost(build.type().path(), "missing; the build is called after its builder");
      Place builder = build.run().get("builder");
      return builder == null ? "unnamed build" : builder.need();
    }

    private ArtifactDraft definition(Build build) {
      Map<String, @Nullable Object> content = new LinkedHashMap<>();
      build.definition().forEach((name, place) -> content.put(name, place.value()));
      Digest digest = Digest.of(CanonicalJson.of(content));
      String version = digest.hex().substring(0, 16);
      ArtifactDraft draft =
          recording
              .artifact(build.type().path(), "CODE", recording.name(name(build), version))
              .digest(digest);
      draft.attribute("entryPoint", build.entryPoint(), build.type().path());
      build
          .definition()
          .forEach(
              (name, place) -> {
                if (!Set.of("buildType", "resolvedDependencies", "materials").contains(name)) {
                  draft.extra(name, place.value(), place.path());
                }
              });
      return draft;
    }

    private void dependencies(Build build, ArtifactDraft definition) {
      int count = 0;
      recording.add(definition);
      for (Place dependency : build.dependencies()) {
        recording.attempt(() -> dependency(dependency, definition.id()));
        if (++count % CHUNK == 0) {
          recording.submit();
          recording.add(definition);
        }
      }
      recording.submit();
    }

    private void dependency(Place place, ArtifactId definition) {
      Resource resource = Resource.of(place);
      ArtifactId parent = resource.add(recording, out);
      if (recording.joins("BUILT_WITH", definition, parent)) {
        recording.edge(place.path(), "BUILT_WITH", definition, parent, Map.of());
      } else {
        out.lost(place.path(), "how a build uses a " + String.join(", ", recording.kinds(parent)));
      }
    }

    private void subject(Place place, @Nullable Build build, @Nullable ArtifactDraft definition) {
      Resource resource = Resource.of(place);
      boolean isOther =
          resource.known(out).map(known -> !known.kinds().contains("CODE")).orElse(false);
      ArtifactId subject =
          isOther || build == null
              ? resource.add(recording, out)
              : recording.add(described(resource.draft(recording), build));
      if (definition != null) {
        recording.add(definition);
        recording.edge(place.path(), "BUILT_WITH", subject, definition.id(), Map.of());
      }
      signature(place, subject);
    }

    private ArtifactDraft described(ArtifactDraft draft, Build build) {
      try {
        draft.createdAt(build.finished().time());
      } catch (UnreadableDocumentException e) {
        out.lost(build.finished().path(), String.valueOf(e.getMessage()));
      }
      build.run().forEach((name, value) -> draft.extra(name, value.value(), value.path()));
      return draft;
    }
  }
}
