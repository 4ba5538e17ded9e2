package io.repqc.tune.quantizer;

import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Quantize;
import java.util.List;

/**
 * The quantizers that share a scale: one on a weight, or those on the activations that share their
 * levels.
 *
 * @param quantizers in graph order
 * @param ofWeight whether deployment knows what they round before the network runs
 * @param scale the numbers that calibration found
 * @param zeroPoint one number
 */
record Site(List<Value> quantizers, boolean ofWeight, Tensor scale, long zeroPoint) {
  private static final int WIDEST = 8;

  /** One of them; what they say of their integers is the same. */
  Quantize any() {
    return (Quantize) quantizers.get(0).op();
  }

  /** What the first of them rounds. */
  Value rounded() {
    return any().x();
  }

  String name() {
    return rounded().name();
  }

  long minimum() {
    return any().minimum();
  }

  long maximum() {
    return any().maximum();
  }

  /** How many steps are between the least integer and the largest. */
  long steps() {
    return maximum() - minimum();
  }

  /** Of how many bits such integers are. */
  int bits() {
    return Long.SIZE - Long.numberOfLeadingZeros(steps());
  }

  /** How many steps the range reaches beyond zero: to its positive end, if it has one. */
  long reach() {
    return maximum() > zeroPoint ? maximum() - zeroPoint : zeroPoint - minimum();
  }

  /** As the integers of weights are; constants that activations are added to may be others. */
  boolean isAroundZero() {
    return zeroPoint == 0 && minimum() < 0;
  }

  /** Wider integers are fine enough as they are, and sums are proved to fit them. */
  boolean learns() {
    return any().storage().bits() <= WIDEST;
  }

  /** Of how many numbers each scale decides: of a filter, or of the activations of one item. */
  long numbersPerScale(int batch) {
    long numbers = quantizers.stream().mapToLong(value -> value.shape().count()).sum();
    return numbers / (ofWeight ? scale.count() : batch);
  }
}
