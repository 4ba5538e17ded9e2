package io.repqc.compiler.evaluate;

import io.repqc.ir.Tensor;
import java.util.Locale;

/** One number for how good the outputs of a network are, given the right answers. */
public enum Metric {
  /** The share of the items whose largest output is that of their class; the first of equals. */
  TOP1 {
    @Override
    double score(Tensor output, Tensor answers, double peak) {
      ClassAxis axis = ClassAxis.of(output.shape(), answers.shape()).orElseThrow();
      int hits = 0;
      for (int i = 0; i < answers.count(); i++) {
        hits += axis.largest(output, i) == answers.integer(i) ? 1 : 0;
      }
      return 100.0 * hits / answers.count();
    }

    @Override
    public String text(double score) {
      return String.format(Locale.ROOT, "%.2f %%", score);
    }
  },
  /** The peak signal-to-noise ratio of each item in decibels, averaged over the items. */
  PSNR {
    @Override
    double score(Tensor output, Tensor answers, double peak) {
      int items = output.shape().dim(0);
      int length = output.count() / items;
      double sum = 0;
      for (int item = 0; item < items; item++) {
        double error = squaredError(output, answers, item * length, length) / length;
        sum += 10 * Math.log10(peak * peak / error);
      }
      return sum / items;
    }

    @Override
    public String text(double score) {
      return String.format(Locale.ROOT, "%.2f dB", score);
    }
  },
  /** The mean of the squared differences. */
  MSE {
    @Override
    double score(Tensor output, Tensor answers, double peak) {
      return squaredError(output, answers, 0, output.count()) / output.count();
    }

    @Override
    public boolean isBetter(double score, double other) {
      return score < other;
    }

    @Override
    public String text(double score) {
      return String.format(Locale.ROOT, "%.3e", score);
    }
  };

  /** Whether a score is better than another; NaN never is. */
  public boolean isBetter(double score, double other) {
    return score > other;
  }

  /** {@code answers} fit the output; {@code peak} is the largest number that they may hold. */
  abstract double score(Tensor output, Tensor answers, double peak);

  /** A score with its unit. */
  public abstract String text(double score);

  /** As the user writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static double squaredError(Tensor output, Tensor answers, int from, int length) {
    double sum = 0;
    for (int i = from; i < from + length; i++) {
      double difference = output.number(i) - answers.number(i);
      sum += difference * difference;
    }
    return sum;
  }
}
