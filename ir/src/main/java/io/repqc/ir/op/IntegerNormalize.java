package io.repqc.ir.op;

import io.repqc.ir.IrException;
import io.repqc.ir.Quantization;
import io.repqc.ir.Value;
import java.util.List;

/**
 * {@link Normalize} of quantized elements, in integers of 64 bits. Of a group of n elements, with c
 * their steps from the zero point, S1 their sum and S2 the sum of their squares:
 *
 * <pre>{@code
 * V = (n*S2 - S1*S1) * 4^f + E      E = epsilon * n*n / scale^2 * 4^f, rounded
 * D = floor(sqrt(V))
 * y = floor(((n*c - S1) * gain * 2^(f+q) + floor(D/2)) / D) + shift,   or shift where D is 0
 * }</pre>
 *
 * on the scale of the gain divided by 2^q. The f bits of fraction are as many as keep V below 2^62;
 * the q bits as many as keep the quotient within 2^30, since {@code |n*c - S1|} is at most {@code
 * sqrt(n)} times {@code sqrt(n*S2 - S1*S1)}.
 *
 * @param count n
 * @param spread E
 * @param rootBits f
 * @param resultBits q
 */
public record IntegerNormalize(int count, long spread, int rootBits, int resultBits) {
  private static final int WIDEST = 16;
  private static final int VARIANCE_BITS = 62;
  private static final int QUOTIENT_BITS = 30;

  static IntegerNormalize of(Value x, Value gain, List<Integer> axes, double epsilon) {
    IrException.check(
        Checks.isQuantized("normalize", x) && Checks.isQuantized("normalize: scale", gain),
        "normalize: of %s and %s one is quantized",
        x,
        gain);
    IrException.check(
        x.elementType().bits() <= WIDEST && gain.elementType().bits() <= WIDEST,
        "normalize: %s or %s is wider than %d bits",
        x,
        gain,
        WIDEST);
    int count = axes.stream().mapToInt(x.type()::dim).reduce(1, Math::multiplyExact);
    double scale = x.type().quantization().scale(0);
    double squares = (double) count * count;
    double width = Math.scalb(0.5, x.elementType().bits());
    double offset = squares * (epsilon / (scale * scale));
    double largest = squares * width * width + offset;
    int rootBits = Math.floorDiv(VARIANCE_BITS - 1 - Math.getExponent(largest), 2);
    int resultBits =
        QUOTIENT_BITS - bits(gain.type().quantization().reach()) - (bits(count) + 1) / 2;
    IrException.check(
        rootBits >= 0 && resultBits >= 0,
        "normalize: groups of %d of %s are too many for integers of 64 bits",
        count,
        x);
    long spread = (long) Math.floor(Math.scalb(offset, 2 * rootBits) + 0.5);
    return new IntegerNormalize(count, spread, rootBits, resultBits);
  }

  private static int bits(long number) {
    return Long.SIZE - Long.numberOfLeadingZeros(number);
  }

  /** What the results and the shift are in units of. */
  double scale(Quantization gain) {
    return Math.scalb(gain.scale(0), -resultBits);
  }

  /** Normalises one group of steps in place; gains and shifts are those of its elements. */
  void apply(int[] steps, int[] members, int[] gains, int[] shifts) {
    long sum = 0;
    long squares = 0;
    for (int i : members) {
      sum += steps[i];
      squares += (long) steps[i] * steps[i];
    }
    long root = root(((count * squares - sum * sum) << 2 * rootBits) + spread);
    for (int i : members) {
      long part = (count * (long) steps[i] - sum) * ((long) gains[i] << rootBits + resultBits);
      steps[i] = (root == 0 ? 0 : (int) Math.floorDiv(part + root / 2, root)) + shifts[i];
    }
  }

  /** The integer square root, rounded down. */
  static long root(long square) {
    long root = (long) Math.sqrt((double) square);
    while (root * root > square) {
      root--;
    }
    while ((root + 1) * (root + 1) <= square) {
      root++;
    }
    return root;
  }
}
