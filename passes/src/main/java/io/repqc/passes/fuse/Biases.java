package io.repqc.passes.fuse;

import io.repqc.ir.ElementType;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * What is added to sums, in integers: those that the network stores for this, or else its numbers
 * rounded in a unit that is finer than the sums' by as many bits as leave these within 32.
 */
record Biases(Fixed fixed) {
  /** How near the scale of stored integers is to the sums', as exporters round a product. */
  private static final double SAME_SCALE = 0x1p-20;

  /** How near numbers are to integers that they may be taken for. */
  private static final double SAME_INTEGER = 0x1p-14;

  private static final int MOST_BITS = 16;

  /** For sums of this scale that reach {@code largest} without it. */
  Tensor of(Value bias, Quantization sums, double largest) throws Refusal {
    Tensor stored = stored(bias, sums);
    return stored == null ? rounded(bias, fixed.numbers(bias).toNumbers(), sums, largest) : stored;
  }

  /** In just this unit. */
  Tensor inUnit(Value bias, Quantization sums) throws Refusal {
    Tensor stored = stored(bias, sums);
    Tensor numbers = fixed.numbers(bias);
    return stored == null ? integers(bias, numbers.shape(), numbers.toNumbers(), sums) : stored;
  }

  /** The integers that the network stores in the unit of the sums, if it does. */
  private Tensor stored(Value bias, Quantization sums) {
    try {
      Tensor integers = fixed.integers(bias);
      TensorType type = new TensorType(ElementType.I32, integers.shape());
      int[] steps = integers.toSteps();
      return isInUnit(integers, sums) ? Tensor.of(type, steps) : null;
    } catch (Refusal e) {
      return null;
    }
  }

  private static boolean isInUnit(Tensor stored, Quantization sums) {
    Quantization own = stored.type().quantization();
    for (int i = 0; i < stored.count(); i++) {
      double unit = sums.scale(i);
      if (Math.abs(own.scale(i) - unit) > unit * SAME_SCALE) {
        return false;
      }
    }
    return true;
  }

  /** The numbers that integers in the unit of sums stand for. */
  static double[] numbers(Tensor integers, Quantization sums) {
    double[] numbers = integers.toNumbers();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] *= sums.scale(i);
    }
    return numbers;
  }

  /** Adds a constant of one number, or of one for each channel. */
  static void add(double[] numbers, Sums.Term constant) {
    Tensor added = constant.numbers();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] += constant.sign() * added.number(added.count() == 1 ? 0 : i);
    }
  }

  /** In a unit as fine as leaves sums that reach {@code largest} within 32 bits. */
  static Tensor rounded(Value bias, double[] numbers, Quantization sums, double largest)
      throws Refusal {
    int bits = isInteger(numbers, sums) ? 0 : bits(numbers, sums, largest);
    if (bits == 0) {
      return integers(bias, bias.shape(), numbers, sums);
    }
    List<Double> scales = new ArrayList<>();
    sums.scales().forEach(scale -> scales.add(Math.scalb(scale, -bits)));
    Quantization finer = Quantization.sums(scales, 0);
    Tensor integers = integers(bias, bias.shape(), numbers, finer);
    return Tensor.of(new TensorType(ElementType.I32, bias.shape(), finer), integers.array());
  }

  private static boolean isInteger(double[] numbers, Quantization sums) {
    for (int i = 0; i < numbers.length; i++) {
      double steps = numbers[i] / sums.scale(i);
      if (!(Math.abs(steps - Math.rint(steps)) < SAME_INTEGER)) {
        return false;
      }
    }
    return true;
  }

  private static int bits(double[] numbers, Quantization sums, double largest) {
    double reach = largest + 1;
    for (int i = 0; i < numbers.length; i++) {
      reach = Math.max(reach, largest + Math.abs(numbers[i]) / sums.scale(i) + 1);
    }
    int bits = MOST_BITS;
    while (bits > 0 && Math.scalb(reach, bits) > Integer.MAX_VALUE) {
      bits--;
    }
    return bits;
  }

  private static Tensor integers(Value bias, Shape shape, double[] numbers, Quantization sums)
      throws Refusal {
    int[] integers = new int[numbers.length];
    for (int i = 0; i < integers.length; i++) {
      double integer = Math.rint(numbers[i] / sums.scale(i));
      if (!(Math.abs(integer) <= Integer.MAX_VALUE)) {
        throw new Refusal(
            "its bias \"%s\" holds %s, in units of %s more than 32 bits hold",
            bias.name(), numbers[i], sums.scale(i));
      }
      integers[i] = (int) integer;
    }
    return Tensor.of(new TensorType(ElementType.I32, shape), integers);
  }
}
