package io.repqc.passes.observe;

import io.repqc.ir.op.Levels;

/**
 * Finds the clipping that leaves the numbers' distribution P most like the distribution Q that one
 * can tell from their levels, in the sense of the Kullback-Leibler divergence: the calibration that
 * S. Migacz presented for TensorRT (8-bit Inference with TensorRT, GTC 2017), on the levels proper.
 *
 * <p>P is the share of each bin within a candidate; what is clipped counts in the outermost bins. Q
 * spreads what P, but for the clipped, has at each level evenly over the bins of that level that
 * are not empty. Exact zeros do not count: whatever the range, they are represented exactly.
 */
final class LeastDivergence {
  private static final int CANDIDATES = 128;

  /** What Q gives a level that is there for clipped numbers only: nearly nothing. */
  private static final double LEAST_SHARE = 1e-9;

  private final Integers integers;
  private final Bins bins;

  private LeastDivergence(Histogram numbers, Integers integers) {
    this.integers = integers;
    bins = new Bins(numbers);
  }

  /** Candidates have at least as many bins as levels; of equal ones the widest wins. */
  static Range range(Histogram numbers, Integers integers) {
    Range full = numbers.range();
    int least = (int) Math.ceil((double) integers.count() * CANDIDATES / Bins.COUNT);
    if (full.width() == 0 || least >= CANDIDATES) {
      return full;
    }
    LeastDivergence divergence = new LeastDivergence(numbers, integers);
    Range best = full;
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = CANDIDATES; i >= least; i--) {
      Range range = full.within(full.magnitude() * i / CANDIDATES);
      double found = divergence.of(range);
      if (found < lowest) {
        lowest = found;
        best = range;
      }
    }
    return best;
  }

  private double of(Range range) {
    Candidate candidate =
        new Candidate(integers.levels(range), bins.of(range.low()), bins.of(range.high()) + 1);
    return candidate.inside > 0 ? candidate.divergence() : Double.POSITIVE_INFINITY;
  }

  /** The bins from {@code first} up to {@code end} and the levels that represent them. */
  private final class Candidate {
    private final Levels levels;
    private final int first;
    private final int end;
    private final double below;
    private final double inside;
    private final double above;

    Candidate(Levels levels, int first, int end) {
      this.levels = levels;
      this.first = first;
      this.end = end;
      below = bins.mass(0, first);
      inside = bins.mass(first, end);
      above = bins.mass(end, Bins.COUNT);
    }

    /** The sum of {@code P ln(P / Q)}, where P and Q are divided by what they sum up to. */
    double divergence() {
      double total = below + inside + above;
      return (logarithmsOfP() - logarithmsOfQ()) / total + StrictMath.log(inside / total);
    }

    private double logarithmsOfP() {
      if (end == first + 1) {
        return Bins.term(below + inside + above);
      }
      return Bins.term(below + bins.mass(first))
          + bins.terms(first + 1, end - 1)
          + Bins.term(bins.mass(end - 1) + above);
    }

    private double logarithmsOfQ() {
      double sum = 0;
      for (int level = levels.minimum(), from = first, to; from < end; level++, from = to) {
        to = Math.max(from, endOf(level));
        double seen = bins.mass(from, to);
        double meant = seen + (from == first ? below : 0) + (to == end ? above : 0);
        if (to > from && meant > 0) {
          double share = seen / Math.max(1, bins.occupied(from, to));
          sum += meant * StrictMath.log(Math.max(share, inside * LEAST_SHARE));
        }
      }
      return sum;
    }

    private int endOf(int level) {
      double border = levels.scale() * (level - levels.zeroPoint() + 0.5);
      return level == levels.maximum() ? end : Math.min(end, bins.firstBeyond(border));
    }
  }
}
