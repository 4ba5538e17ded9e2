package io.repqc.passes.quantize;

/** How the levels of an op's result follow from those of its operands. */
enum ScaleRule {
  /** Moves or selects values: the result is on the levels of its operands, which are the same. */
  MOVES,
  /** Sums or products in integers: the result is brought to levels of its own. */
  SUMS,
  /** A function of each element of one operand: a table from levels to levels. */
  CURVE,
  /** On the way to the end of such a function, without a rounding. */
  PART,
  /** Bounds: within the levels of what they bound, or with it in one rounding. */
  CLAMP,
  /** Floats that come from elsewhere. */
  SOURCE,
  /** No integer form: floats between quantizers. */
  FLOAT;

  /** Whether the result comes from integers and has levels of its own. */
  boolean isInteger() {
    return this == SUMS || this == CURVE;
  }

  /** Whether the result shares the levels of the operands. */
  boolean keepsLevels() {
    return this == MOVES || this == CLAMP;
  }
}
