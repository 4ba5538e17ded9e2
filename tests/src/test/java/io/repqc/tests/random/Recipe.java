package io.repqc.tests.random;

import io.repqc.ir.IrException;
import io.repqc.ir.Value;

/** How a random network grows by an op on operands of so many axes. */
record Recipe(int lowestRank, int highestRank, Step step) {

  /** Makes a value of {@code x} in a network; an {@link IrException} says that it does not fit. */
  @FunctionalInterface
  interface Step {
    Value on(IntegerSketch net, Value x);
  }

  boolean fits(int rank) {
    return rank >= lowestRank && rank <= highestRank;
  }
}
