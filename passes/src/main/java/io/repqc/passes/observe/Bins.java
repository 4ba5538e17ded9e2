package io.repqc.passes.observe;

/**
 * The numbers of a histogram that are not zero in bins of equal width over their range, and sums
 * over the bins: of their mass, which is how many numbers they hold, and of {@code mass *
 * ln(mass)}.
 */
final class Bins {
  static final int COUNT = 4096;

  private final Range range;
  private final double[] mass = new double[COUNT];

  /** Sums over the bins before each. */
  private final double[] masses = new double[COUNT + 1];

  private final int[] occupied = new int[COUNT + 1];
  private final double[] terms = new double[COUNT + 1];

  Bins(Histogram numbers) {
    range = numbers.range();
    for (int i = 0; i < numbers.size(); i++) {
      if (numbers.from()[i] != 0 || numbers.to()[i] != 0) {
        spread(numbers.from()[i], numbers.to()[i], numbers.counts()[i]);
      }
    }
    for (int bin = 0; bin < COUNT; bin++) {
      masses[bin + 1] = masses[bin] + mass[bin];
      occupied[bin + 1] = occupied[bin] + (mass[bin] > 0 ? 1 : 0);
      terms[bin + 1] = terms[bin] + term(mass[bin]);
    }
  }

  /** An interval's numbers, evenly over the bins that it touches. */
  private void spread(double from, double to, long count) {
    int first = of(from);
    int last = of(to);
    double width = range.width() / COUNT;
    for (int bin = first; bin <= last; bin++) {
      double start = Math.max(from, range.low() + bin * width);
      double end = Math.min(to, range.low() + (bin + 1) * width);
      mass[bin] += first == last ? count : count * Math.max(0, end - start) / (to - from);
    }
  }

  /** The bin of a number within the range. */
  int of(double number) {
    return (int) Math.min(COUNT - 1, position(number));
  }

  /** The first bin whose centre is beyond a number. */
  int firstBeyond(double number) {
    return (int) Math.ceil(position(number) - 0.5);
  }

  private double position(double number) {
    return (number - range.low()) / range.width() * COUNT;
  }

  double mass(int bin) {
    return mass[bin];
  }

  double mass(int from, int to) {
    return masses[to] - masses[from];
  }

  /** How many bins are not empty. */
  int occupied(int from, int to) {
    return occupied[to] - occupied[from];
  }

  double terms(int from, int to) {
    return terms[to] - terms[from];
  }

  static double term(double mass) {
    return mass > 0 ? mass * StrictMath.log(mass) : 0;
  }
}
