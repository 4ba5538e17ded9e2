package io.repqc.passes.fuse;

/** Why a value has no integers: an answer, not yet an error. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  Refusal(String format, Object... arguments) {
    super(format.formatted(arguments), null, false, false);
  }
}
