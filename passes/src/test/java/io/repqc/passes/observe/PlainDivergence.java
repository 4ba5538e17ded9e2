package io.repqc.passes.observe;

import io.repqc.ir.op.Levels;

/** The entropy method bin by bin, as its description reads. */
final class PlainDivergence {
  private static final int BINS = 4096;
  private static final int CANDIDATES = 128;

  private PlainDivergence() {}

  static Range range(Histogram numbers, Integers integers) {
    Range full = numbers.range();
    double[] bins = bins(numbers, full);
    Range best = full;
    double least = Double.POSITIVE_INFINITY;
    for (int i = CANDIDATES; i * BINS >= CANDIDATES * integers.count(); i--) {
      Range range = full.within(full.magnitude() * i / CANDIDATES);
      double divergence = divergence(bins, full, range, integers.levels(range));
      if (divergence < least) {
        least = divergence;
        best = range;
      }
    }
    return best;
  }

  private static double[] bins(Histogram numbers, Range full) {
    double[] bins = new double[BINS];
    double width = full.width() / BINS;
    for (int i = 0; i < numbers.size(); i++) {
      double from = numbers.from()[i];
      double to = numbers.to()[i];
      boolean isZero = from == 0 && to == 0;
      for (int bin = 0; bin < BINS && !isZero; bin++) {
        double low = full.low() + bin * width;
        double shared = Math.min(to, low + width) - Math.max(from, low);
        if (from == to) {
          bins[bin] += bin == bin(from, full) ? numbers.counts()[i] : 0;
        } else if (shared > 0) {
          bins[bin] += numbers.counts()[i] * shared / (to - from);
        }
      }
    }
    return bins;
  }

  private static int bin(double number, Range full) {
    return Math.min(BINS - 1, (int) ((number - full.low()) / full.width() * BINS));
  }

  private static double divergence(double[] bins, Range full, Range range, Levels levels) {
    int first = bin(range.low(), full);
    int last = bin(range.high(), full);
    double[] p = new double[BINS];
    double[] seen = new double[levels.maximum() - levels.minimum() + 1];
    int[] occupied = new int[seen.length];
    double total = 0;
    double inside = 0;
    for (int bin = 0; bin < BINS; bin++) {
      p[Math.max(first, Math.min(last, bin))] += bins[bin];
      total += bins[bin];
      if (first <= bin && bin <= last) {
        int level = level(bin, full, levels);
        seen[level] += bins[bin];
        occupied[level] += bins[bin] > 0 ? 1 : 0;
        inside += bins[bin];
      }
    }
    double divergence = 0;
    for (int bin = first; bin <= last; bin++) {
      int level = level(bin, full, levels);
      double q = Math.max(1e-9, seen[level] / Math.max(1, occupied[level]) / inside);
      divergence += p[bin] == 0 ? 0 : p[bin] / total * Math.log(p[bin] / total / q);
    }
    return inside == 0 ? Double.POSITIVE_INFINITY : divergence;
  }

  private static int level(int bin, Range full, Levels levels) {
    double centre = full.low() + (bin + 0.5) * full.width() / BINS;
    return levels.nearest(centre) - levels.minimum();
  }
}
