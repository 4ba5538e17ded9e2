package io.repqc.passes.observe;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.op.Levels;

/**
 * The integers that a tensor may use, from {@code minimum} to {@code maximum}, and whether zero has
 * to be the one in the middle; together with a {@link Range} they make {@link Levels}.
 */
public record Integers(ElementType storage, int minimum, int maximum, boolean symmetric) {
  /** What weights use: with -128 left out, negated weights are weights. */
  public static final Integers WEIGHTS = new Integers(ElementType.I8, -127, 127, true);

  public Integers {
    IrException.check(minimum < maximum, "[%d, %d] holds no two integers", minimum, maximum);
  }

  /** All of a storage, zero where the range asks for it. */
  public static Integers affine(ElementType storage) {
    return new Integers(storage, (int) storage.minimum(), (int) storage.maximum(), false);
  }

  /** What weights of so many bits use; in fewer than 8, where each counts, all of these. */
  public static Integers weights(int bits) {
    return bits == ElementType.I8.bits() ? WEIGHTS : symmetric(ElementType.I8).narrowed(bits);
  }

  /** All of a storage with zero in the middle. */
  public static Integers symmetric(ElementType storage) {
    return new Integers(storage, (int) storage.minimum(), (int) storage.maximum(), true);
  }

  /** As many of a storage's as so many bits tell apart: from zero on, or around it. */
  public Integers narrowed(int bits) {
    if (bits >= storage.bits()) {
      return this;
    }
    int lowest = storage.minimum() < 0 ? -(1 << bits - 1) : 0;
    return new Integers(storage, lowest, lowest + (1 << bits) - 1, symmetric);
  }

  /** How many they are. */
  public int count() {
    return maximum - minimum + 1;
  }

  /**
   * The levels that represent {@code range}: symmetric with the least scale whose levels reach both
   * ends, affine with {@code scale = width / (maximum - minimum)} and {@code zeroPoint = minimum -
   * round(low / scale)}. A range of nothing but zero counts as [0, 1].
   */
  public Levels levels(Range range) {
    if (range.width() == 0) {
      return levels(new Range(0, 1));
    }
    return symmetric ? symmetric(range) : affine(range);
  }

  private Levels affine(Range range) {
    float scale = scale(range.width() / (maximum - minimum));
    int steps = (int) Math.rint((float) range.low() / scale);
    return new Levels(storage, scale, minimum - steps, minimum, maximum);
  }

  private Levels symmetric(Range range) {
    int middle = storage.minimum() < 0 ? 0 : minimum + count() / 2;
    double below = middle == minimum ? 0 : range.low() / (minimum - middle);
    double above = middle == maximum ? 0 : range.high() / (maximum - middle);
    return new Levels(storage, scale(Math.max(below, above)), middle, minimum, maximum);
  }

  /** As f32; machines are slow or inexact with subnormal numbers. */
  private static float scale(double exact) {
    return (float) Math.max(Float.MIN_NORMAL, exact);
  }
}
