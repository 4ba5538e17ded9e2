package io.repqc.passes.repair;

import java.util.Arrays;
import java.util.List;

/**
 * How far some rows of one group of a layer, each number softly rounded, are from giving what the
 * float layer gives (AdaRound, Nagel et al. 2020, arXiv 2004.10568):
 *
 * <pre>{@code
 * norm * mean((f(w x + b) - target)^2) + pressure * sum(1 - |2 h - 1|^sharpness)
 * }</pre>
 *
 * summed over rows, where the weight w is h steps above the one rounded down, and f the activation.
 * The norm takes out the size of steps and inputs, so that one pressure suits all layers.
 */
final class Reconstruction {
  private final List<Row> rows;
  private final int firstOutput;
  private final int firstTerm;
  private final Activation activation;
  private final double[] norms;
  private final float[][] ups;
  private final float[][] slopes;
  private final float[][] weights;

  /** {@code energy} is the mean square of the length of what the rows are multiplied by. */
  Reconstruction(
      List<Row> rows, int firstOutput, int firstTerm, double energy, Activation activation) {
    this.rows = rows;
    this.firstOutput = firstOutput;
    this.firstTerm = firstTerm;
    this.activation = activation;
    norms =
        rows.stream().mapToDouble(row -> terms() / energy / row.scale() / row.scale()).toArray();
    ups = new float[rows.size()][terms()];
    slopes = new float[rows.size()][terms()];
    weights = new float[rows.size()][terms()];
  }

  private int terms() {
    return rows.get(0).steps().length;
  }

  /** The loss on some samples; its slope along each logit goes to {@code gradients}. */
  double loss(
      float[][] logits, Minibatch samples, double pressure, double sharpness, float[][] gradients) {
    soften(logits);
    float[][] results = results(weights, samples);
    double loss = 0;
    for (int i = 0; i < results.length; i++) {
      loss += norms[i] / samples.size() * compare(i, results[i], samples);
      Arrays.fill(gradients[i], 0);
    }
    Combination.add(gradients, results, samples.bySample(), 0, samples.size(), firstTerm);
    for (int i = 0; i < results.length; i++) {
      double factor = 2 * norms[i] / samples.size() * rows.get(i).scale();
      loss += pressure * passOn(i, gradients[i], (float) factor, pressure, sharpness);
    }
    return loss;
  }

  private void soften(float[][] logits) {
    for (int i = 0; i < weights.length; i++) {
      Row row = rows.get(i);
      for (int k = 0; k < terms(); k++) {
        float stretched = StretchedSigmoid.stretched(logits[i][k]);
        ups[i][k] = StretchedSigmoid.cut(stretched);
        slopes[i][k] = row.isFree(k) ? StretchedSigmoid.slope(stretched) : 0;
        weights[i][k] = row.number(k, ups[i][k]);
      }
    }
  }

  /** What each row makes of each sample, before the activation. */
  private float[][] results(float[][] numbers, Minibatch samples) {
    float[][] results = new float[numbers.length][samples.size()];
    for (int i = 0; i < results.length; i++) {
      Arrays.fill(results[i], rows.get(i).bias());
    }
    Combination.add(results, numbers, samples.byTerm(), firstTerm, terms(), 0);
    return results;
  }

  /** The sum of squared errors; puts into the place of each result by how much it is to blame. */
  private double compare(int row, float[] results, Minibatch samples) {
    float[] targets = samples.targets()[firstOutput + row];
    double sum = 0;
    for (int n = 0; n < results.length; n++) {
      float error = activation.of(results[n]) - targets[n];
      results[n] = activation.passes(results[n]) ? error : 0;
      sum += (double) error * error;
    }
    return sum;
  }

  /** From slopes along weights to slopes along logits; gives what the penalty sums up to. */
  private double passOn(
      int row, float[] gradient, float factor, double pressure, double sharpness) {
    double penalty = 0;
    for (int k = 0; k < gradient.length; k++) {
      double ahead = 2 * ups[row][k] - 1;
      double steepness = 0;
      if (pressure > 0 && slopes[row][k] > 0) {
        double power = StrictMath.pow(Math.abs(ahead), sharpness - 1);
        penalty += 1 - power * Math.abs(ahead);
        steepness = -2 * pressure * sharpness * power * Math.signum(ahead);
      }
      gradient[k] = (float) ((gradient[k] * factor + steepness) * slopes[row][k]);
    }
    return penalty;
  }

  /** The sum of squared errors of each row, rounded as {@code isUp} says. */
  double[] errors(boolean[][] isUp, List<Minibatch> batches) {
    float[][] numbers = new float[rows.size()][terms()];
    for (int i = 0; i < numbers.length; i++) {
      for (int k = 0; k < terms(); k++) {
        numbers[i][k] = rows.get(i).number(k, isUp[i][k] ? 1 : 0);
      }
    }
    double[] errors = new double[rows.size()];
    for (Minibatch samples : batches) {
      float[][] results = results(numbers, samples);
      for (int i = 0; i < errors.length; i++) {
        errors[i] += compare(i, results[i], samples);
      }
    }
    return errors;
  }
}
