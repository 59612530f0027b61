package dev.pedigree.gateway.record;

import dev.pedigree.gateway.input.InputNode;
import dev.pedigree.gateway.scalar.DateTime;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.UnhashedReason;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.MutationType;
import dev.pedigree.schema.TypeSystem;

/**
 * A {@code RecordInput} as a request, whichever kinds and mutations the schema in force declares.
 * GraphQL has checked the form of everything but JSON.
 */
final class RequestInput {
  private final TypeSystem types;

  RequestInput(TypeSystem types) {
    this.types = types;
  }

  /** The request that an input means. */
  RecordRequest request(InputNode node) {
    return new RecordRequest(
        node.text("requestId"),
        node.each("artifacts", this::artifact),
        node.each("edges", this::edge),
        node.each("checks", RequestInput::check));
  }

  private RecordRequest.Artifact artifact(InputNode oneOf) {
    String field = oneOf.onlyKey();
    Kind kind = types.kindOfInputField(field).orElseThrow();
    InputNode node = oneOf.child(field);
    return new RecordRequest.Artifact(
        node.path(),
        node.path(),
        kind.name(),
        node.text("digest"),
        node.word("unhashed", UnhashedReason.class),
        node.need("namespace"),
        node.need("name"),
        node.text("version"),
        node.get("createdAt") instanceof DateTime at ? at.instant() : null,
        node.text("description"),
        node.word("provenance", Provenance.class),
        node.texts("owners"),
        node.each("labels", RequestInput::label),
        node.own(kind.fields().stream().map(it -> it.name()).toList()),
        node.each("checks", RequestInput::inlineCheck),
        node.each("parents", this::parent));
  }

  private RecordRequest.Parent parent(InputNode node) {
    return new RecordRequest.Parent(
        node.path(),
        node.need("type"),
        node.text("id"),
        node.get("name") == null ? null : name(node.child("name")),
        node.number("weight"),
        node.each("mutations", this::mutation),
        node.object("attributes"));
  }

  private static RecordRequest.Name name(InputNode node) {
    return new RecordRequest.Name(node.need("namespace"), node.need("name"), node.text("version"));
  }

  private RecordRequest.Edge edge(InputNode node) {
    return new RecordRequest.Edge(
        node.path(),
        node.need("type"),
        node.need("child"),
        node.need("parent"),
        node.number("weight"),
        node.each("mutations", this::mutation),
        node.object("attributes"));
  }

  private RecordRequest.Mutation mutation(InputNode oneOf) {
    String field = oneOf.onlyKey();
    MutationType type = types.mutationTypeOfInputField(field).orElseThrow();
    InputNode node = oneOf.child(field);
    return new RecordRequest.Mutation(
        node.path(),
        node.path(),
        type.name(),
        node.text("description"),
        node.own(type.fields().stream().map(it -> it.name()).toList()));
  }

  private static RecordRequest.Check check(InputNode node) {
    return new RecordRequest.Check(
        node.path(),
        node.need("artifact"),
        node.need("name"),
        node.integer("version"),
        CheckOutcome.valueOf(node.need("outcome")),
        node.text("evidence"));
  }

  private static RecordRequest.InlineCheck inlineCheck(InputNode node) {
    return new RecordRequest.InlineCheck(
        node.path(),
        node.need("name"),
        node.integer("version"),
        CheckOutcome.valueOf(node.need("outcome")),
        node.text("evidence"));
  }

  static Label label(InputNode node) {
    return new Label(node.need("key"), node.need("value"));
  }
}
