package io.repqc.compiler.merge;

import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.SplittableRandom;

/** The numbers from the least to the largest of a tensor. */
record Range(double least, double largest) {
  private static final Range FLOATS = new Range(-1, 1);

  static Range of(Tensor tensor) {
    DoubleSummaryStatistics numbers = Arrays.stream(tensor.toNumbers()).summaryStatistics();
    return new Range(numbers.getMin(), numbers.getMax());
  }

  /** What a network may be given of which nothing is known; an index or a flag is 0 or 1. */
  static Tensor anything(TensorType type, SplittableRandom random) {
    return type.elementType().isFloat()
        ? FLOATS.draw(type, random)
        : Tensor.generateIntegers(type, i -> random.nextInt(2));
  }

  double width() {
    return largest - least;
  }

  /** The width, and of a single number its distance from zero. */
  double size() {
    return width() == 0 ? Math.abs(least) : width();
  }

  /** Floats from this range; from the usual one where a network left all ranges behind. */
  Tensor draw(TensorType type, SplittableRandom random) {
    Range range = Double.isFinite(width()) ? this : FLOATS;
    return Tensor.generate(type, i -> range.least + random.nextDouble() * range.width());
  }
}
