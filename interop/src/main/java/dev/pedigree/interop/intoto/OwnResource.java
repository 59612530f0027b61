package dev.pedigree.interop.intoto;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.interop.ReadingContext;
import dev.pedigree.interop.reading.ArtifactDraft;
import dev.pedigree.interop.reading.Place;
import dev.pedigree.interop.reading.Recording;

/** A resource as {@link StatementWriter} wrote it. */
record OwnResource(Place place, Place own) {
  static OwnResource of(Place place) {
    Place own = place.at("annotations").at(StatementWriter.OWN);
    if (!own.isGiven()) {
      throw own.unexpected("what Pedigree says of it");
    }
    return new OwnResource(place, own);
  }

  ArtifactDraft draft(Recording recording, ReadingContext context) {
    String kind = own.at("kind").need();
    if (context.types().kind(kind).isEmpty()) {
      throw own.at("kind").unexpected("a kind of the schema");
    }
    ArtifactName name =
        new ArtifactName(
            own.at("namespace").need(), own.at("name").need(), own.at("version").text());
    ArtifactDraft draft = recording.artifact(place.path(), kind, name);
    Place sha256 = place.at("digest").at("sha256");
    if (sha256.isGiven()) {
      draft.digest(
          Digest.parse("sha256:" + sha256.need())
              .orElseThrow(() -> sha256.unexpected("64 lower-case hexadecimal digits")));
    }
    draft.unhashed(own.at("unhashed").text()).provenance(own.at("provenance").text());
    draft.description(own.at("description").text(), own.path() + ".description");
    own.at("owners").elements().forEach(owner -> draft.owner(owner.text()));
    for (Place label : own.at("labels").elements()) {
      draft.label(label.at("key").need(), String.valueOf(label.at("value").text()), label.path());
    }
    own.at("attributes")
        .members()
        .forEach(
            (field, value) -> {
              if (field.equals("extra") && value.isObject()) {
                value.members().forEach((key, it) -> draft.extra(key, it.value(), it.path()));
              } else {
                draft.attribute(field, value.value(), value.path());
              }
            });
    return draft;
  }

  /** The edge to it. */
  void edge(Recording recording, ReadingContext context, ArtifactId child, ArtifactId parent) {
    Place edge = own.at("edge");
    String type = edge.at("type").need();
    if (context.types().edgeType(type).isEmpty()) {
      throw edge.at("type").unexpected("an edge type of the schema");
    }
    recording.edge(
        place.path(),
        type,
        child,
        parent,
        edge.at("weight").number(),
        recording.mutations(edge.at("mutations")),
        edge.at("attributes").values());
  }
}
