package io.repqc.passes.merge;

/** Why two forms do not combine: an answer, not an error. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  Refusal(String reason) {
    super(reason, null, false, false);
  }
}
