package io.repqc.ir.fast;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Every {@code stride}-th output of a transposed convolution along an axis, from {@code first} on.
 * The same {@code taps} reach all of these, and read the input as a convolution of stride 1 does.
 */
record Phase(int first, int stride, int[] taps, Axis axis) {

  /** The phases that any tap reaches; {@code axis} is that of the convolution being transposed. */
  static List<Phase> of(Axis axis) {
    List<Phase> phases = new ArrayList<>();
    for (int first = 0; first < Math.min(axis.stride(), axis.output()); first++) {
      int[] taps = taps(axis, first);
      if (taps.length > 0) {
        phases.add(new Phase(first, axis.stride(), taps, convolved(axis, first, taps)));
      }
    }
    return phases;
  }

  /** Those that lead from some input to an output, the last first. */
  private static int[] taps(Axis axis, int first) {
    return IntStream.range(0, axis.kernel())
        .map(i -> axis.kernel() - 1 - i)
        .filter(tap -> Math.floorMod(reach(axis, first, tap), axis.stride()) == 0)
        .toArray();
  }

  /** How far from the place of input 0 an output lies, seen from a tap. */
  private static long reach(Axis axis, int output, int tap) {
    return (long) output + axis.before() - (long) tap * axis.dilation();
  }

  private static Axis convolved(Axis axis, int first, int[] taps) {
    int divisor =
        BigInteger.valueOf(axis.stride()).gcd(BigInteger.valueOf(axis.dilation())).intValue();
    int outputs = (axis.output() - first + axis.stride() - 1) / axis.stride();
    int before = (int) -Math.floorDiv(reach(axis, first, taps[0]), axis.stride());
    return new Axis(axis.input(), outputs, taps.length, 1, axis.dilation() / divisor, before);
  }

  /** Where the output {@code index} of this phase is along the axis. */
  int output(int index) {
    return first + index * stride;
  }
}
