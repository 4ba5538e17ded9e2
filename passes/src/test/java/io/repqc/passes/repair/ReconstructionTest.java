package io.repqc.passes.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReconstructionTest {
  private static final float STEP = 1e-2f;

  @ParameterizedTest
  @CsvSource({"0, 20", "0.05, 20", "0.05, 2"})
  void gradientIsWhatFiniteDifferencesSay(double pressure, double sharpness) {
    Random random = new Random(3);
    List<Row> rows = List.of(row(random, 6), row(random, 6));
    Activation activation = new Activation(-2, 3);
    Reconstruction loss = new Reconstruction(rows, 1, 6, 6, activation);
    Minibatch samples = samples(random, 40, 12, 3);
    float[][] logits = numbers(random, 2, 6, 0.8f);
    float[][] gradient = new float[2][6];
    loss.loss(logits, samples, pressure, sharpness, gradient);

    double largest = 0;
    for (int i = 0; i < 2; i++) {
      for (int k = 0; k < 6; k++) {
        double slope = slope(loss, logits, samples, pressure, sharpness, i, k);
        assertEquals(slope, gradient[i][k], 2e-3 + Math.abs(slope) * 2e-2, i + " " + k);
        largest = Math.max(largest, Math.abs(slope));
      }
    }
    assertTrue(largest > 0.1, "there are slopes to compare");
  }

  private static double slope(
      Reconstruction loss,
      float[][] logits,
      Minibatch samples,
      double pressure,
      double sharpness,
      int i,
      int k) {
    float[][] unused = new float[2][6];
    float here = logits[i][k];
    logits[i][k] = here + STEP;
    double above = loss.loss(logits, samples, pressure, sharpness, unused);
    logits[i][k] = here - STEP;
    double below = loss.loss(logits, samples, pressure, sharpness, unused);
    logits[i][k] = here;
    return (above - below) / (2 * STEP);
  }

  private static Row row(Random random, int terms) {
    float[] steps = new float[terms];
    for (int k = 0; k < terms; k++) {
      steps[k] = 3 * (float) random.nextGaussian();
    }
    steps[0] = 4;
    return new Row(steps, 0.5f, 0.25f, -4, 4);
  }

  private static Minibatch samples(Random random, int count, int terms, int outputs) {
    List<float[]> inputs = new ArrayList<>(List.of(numbers(random, count, terms, 1)));
    List<float[]> targets = new ArrayList<>(List.of(numbers(random, count, outputs, 1)));
    return Minibatch.split(inputs, targets, count, 5).get(0);
  }

  private static float[][] numbers(Random random, int rows, int columns, float size) {
    float[][] numbers = new float[rows][columns];
    for (float[] row : numbers) {
      for (int i = 0; i < columns; i++) {
        row[i] = size * (float) random.nextGaussian();
      }
    }
    return numbers;
  }
}
