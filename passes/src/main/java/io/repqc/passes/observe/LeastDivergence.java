package io.repqc.passes.observe;

import io.repqc.ir.op.Levels;

/**
 * Finds the clipping that leaves the numbers' distribution P most like the distribution Q that one
 * can tell from their levels, in the sense of the Kullback-Leibler divergence: the calibration that
 * S. Migacz presented for TensorRT (8-bit Inference with TensorRT, GTC 2017), on the levels proper.
 *
 * <p>The full range is cut into bins. P is the share of each bin within a candidate, what is
 * clipped being counted in the outermost bins. Q spreads what P, but for the clipped, has at each
 * level evenly over the bins of that level that are not empty. Exact zeros are left out: whatever
 * the range, they are represented exactly.
 */
final class LeastDivergence {
  private static final int BINS = 4096;
  private static final int CANDIDATES = 128;

  /** What Q gives a level that is there for clipped numbers only: nearly nothing. */
  private static final double LEAST_SHARE = 1e-9;

  private final Integers integers;
  private final Range full;
  private final double[] mass = new double[BINS];

  /** Sums over the bins before each: of their mass, their number, and {@code mass * ln(mass)}. */
  private final double[] masses = new double[BINS + 1];

  private final int[] occupied = new int[BINS + 1];
  private final double[] terms = new double[BINS + 1];

  private LeastDivergence(Histogram numbers, Integers integers) {
    this.integers = integers;
    full = numbers.range();
    for (int i = 0; i < numbers.size(); i++) {
      spread(numbers.from()[i], numbers.to()[i], numbers.counts()[i]);
    }
    for (int bin = 0; bin < BINS; bin++) {
      masses[bin + 1] = masses[bin] + mass[bin];
      occupied[bin + 1] = occupied[bin] + (mass[bin] > 0 ? 1 : 0);
      terms[bin + 1] = terms[bin] + term(mass[bin]);
    }
  }

  static Range range(Histogram numbers, Integers integers) {
    Range full = numbers.range();
    return full.width() == 0 ? full : new LeastDivergence(numbers, integers).search();
  }

  /** Candidates have at least as many bins as levels; of equal ones the widest wins. */
  private Range search() {
    Range best = full;
    double least = Double.POSITIVE_INFINITY;
    for (int i = CANDIDATES;
        i > 0 && (long) i * BINS >= (long) CANDIDATES * integers.count();
        i--) {
      Range candidate = full.within(full.magnitude() * i / CANDIDATES);
      double divergence = divergence(candidate);
      if (divergence < least) {
        least = divergence;
        best = candidate;
      }
    }
    return best;
  }

  private double divergence(Range range) {
    int first = bin(range.low());
    int end = Math.min(BINS, bin(range.high()) + 1);
    double total = masses[BINS];
    double inside = masses[end] - masses[first];
    if (inside <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    double below = masses[first];
    double above = total - masses[end];
    double own =
        first + 1 == end
            ? term(total)
            : terms[end - 1]
                - terms[first + 1]
                + term(mass[first] + below)
                + term(mass[end - 1] + above);
    double cross = cross(range, first, end, below, above, inside);
    return (own - cross) / total + StrictMath.log(inside / total);
  }

  /** The sum over the bins from {@code first} to {@code end} of P times the logarithm of Q. */
  private double cross(Range range, int first, int end, double below, double above, double inside) {
    Levels levels = integers.levels(range);
    double sum = 0;
    int from = first;
    for (int level = levels.minimum(); level <= levels.maximum() && from < end; level++) {
      boolean isLast = level == levels.maximum();
      double border = levels.scale() * (level - levels.zeroPoint() + 0.5);
      int to = isLast ? end : Math.max(from, Math.min(end, firstBeyond(border)));
      double seen = masses[to] - masses[from];
      double meant = seen + (from == first ? below : 0) + (to == end ? above : 0);
      if (to > from && meant > 0) {
        int bins = Math.max(1, occupied[to] - occupied[from]);
        sum += meant * StrictMath.log(Math.max(seen / bins, inside * LEAST_SHARE));
      }
      from = to;
    }
    return sum;
  }

  /** An interval's numbers, evenly over the bins that it touches. */
  private void spread(double from, double to, long count) {
    if (from == 0 && to == 0) {
      return;
    }
    int first = bin(from);
    int last = bin(to);
    double width = full.width() / BINS;
    for (int bin = first; bin <= last; bin++) {
      double start = Math.max(from, full.low() + bin * width);
      double end = Math.min(to, full.low() + (bin + 1) * width);
      mass[bin] += first == last ? count : count * Math.max(0, end - start) / (to - from);
    }
  }

  private int bin(double number) {
    return (int) Math.min(BINS - 1, position(number));
  }

  /** The first bin whose centre is beyond {@code number}. */
  private int firstBeyond(double number) {
    return (int) Math.ceil(position(number) - 0.5);
  }

  private double position(double number) {
    return (number - full.low()) / full.width() * BINS;
  }

  private static double term(double mass) {
    return mass > 0 ? mass * StrictMath.log(mass) : 0;
  }
}
