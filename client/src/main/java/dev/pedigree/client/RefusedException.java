package dev.pedigree.client;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The gateway answered no. Asking the same again gets the same answer, so nobody does. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Refusal> refusals;

  RefusedException(List<Refusal> refusals) {
    super(refusals.stream().map(RefusedException::describe).collect(Collectors.joining("; ")));
    this.refusals = List.copyOf(refusals);
  }

  private static String describe(Refusal refusal) {
    String code = refusal.code() + ": " + refusal.message();
    return refusal.path() == null ? code : code + " (at " + refusal.path() + ")";
  }

  /** Every reason, in the order of the input; at least one. */
  public List<Refusal> refusals() {
    return refusals;
  }

  /** The first reason's code. */
  public String code() {
    return refusals.getFirst().code();
  }

  /** The part of the input that the first reason means. */
  public Optional<String> path() {
    return Optional.ofNullable(refusals.getFirst().path());
  }
}
