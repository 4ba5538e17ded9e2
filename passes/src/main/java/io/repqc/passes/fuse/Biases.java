package io.repqc.passes.fuse;

import io.repqc.ir.ElementType;
import io.repqc.ir.Quantization;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;

/** What is added to sums, as integers in the unit of the sums. */
record Biases(Fixed fixed) {
  /** How near the scale of stored integers is to the sums', as exporters round a product. */
  private static final double SAME_SCALE = 0x1p-20;

  /** Stored integers as they are if they are in that unit; other numbers rounded to it. */
  long[] integers(Value bias, Quantization sums) throws Refusal {
    Tensor stored = stored(bias);
    boolean isInUnit = stored != null && isInUnit(stored.type().quantization(), sums, stored);
    Tensor numbers = isInUnit ? stored : fixed.numbers(bias);
    long[] integers = new long[numbers.count()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] =
          isInUnit
              ? numbers.integer(i) - numbers.type().quantization().zeroPoint(i)
              : rounded(bias, numbers.number(i), sums.scale(i));
    }
    return integers;
  }

  private Tensor stored(Value bias) {
    try {
      return fixed.integers(bias);
    } catch (Refusal e) {
      return null;
    }
  }

  private static boolean isInUnit(Quantization own, Quantization sums, Tensor stored) {
    for (int i = 0; i < stored.count(); i++) {
      double unit = sums.scale(i);
      if (Math.abs(own.scale(i) - unit) > unit * SAME_SCALE) {
        return false;
      }
    }
    return true;
  }

  /** Adds a constant of one number, or of one for each channel. */
  static void add(long[] integers, Sums.Term constant, Quantization sums) throws Refusal {
    Tensor numbers = constant.numbers();
    for (int i = 0; i < integers.length; i++) {
      double number = constant.sign() * numbers.number(numbers.count() == 1 ? 0 : i);
      integers[i] += rounded(constant.value(), number, sums.scale(i));
    }
  }

  private static long rounded(Value bias, double number, double unit) throws Refusal {
    double integer = Math.rint(number / unit);
    if (!(Math.abs(integer) <= ElementType.I32.maximum())) {
      throw new Refusal(
          "its bias \"%s\" holds %s, in units of %s more than 32 bits hold",
          bias.name(), number, unit);
    }
    return (long) integer;
  }
}
