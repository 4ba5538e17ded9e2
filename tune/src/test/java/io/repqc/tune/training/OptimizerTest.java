package io.repqc.tune.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.tune.training.Optimizer.Pace;
import org.junit.jupiter.api.Test;

final class OptimizerTest {

  @Test
  void momentumByHand() {
    Momentum momentum = new Momentum(2, 0.5);
    float[] numbers = {1, -2};
    float[] gradient = {4, 8};
    Pace pace = new Pace(0.25f, 0, 1);
    numbers = momentum.step(numbers, gradient, pace, 1);
    assertArrayEquals(new float[] {0, -4}, numbers);
    numbers = momentum.step(numbers, gradient, pace, 2);
    assertArrayEquals(new float[] {-1.5f, -7}, numbers);
    assertArrayEquals(new float[] {6, 12}, momentum.memory().get(0));
  }

  @Test
  void aConstantSlopeComesToAGeometricSum() {
    Momentum momentum = new Momentum(1, 0.9);
    float[] numbers = {0};
    double velocity = 0;
    double expected = 0;
    for (int step = 1; step <= 50; step++) {
      numbers = momentum.step(numbers, new float[] {3}, new Pace(0.01f, 0, 1), step);
      velocity = 3 * (1 - Math.pow(0.9, step)) / 0.1;
      expected -= 0.01 * velocity;
    }
    assertEquals(velocity, momentum.memory().get(0)[0], 1e-5);
    assertEquals(expected, numbers[0], 1e-5);
  }

  /** {@code share * gradient + decay * number} is 0.5 * 4 + 0.25 * 8 = 4. */
  @Test
  void decayAndShareAreOfTheSlope() {
    Pace pace = new Pace(0.5f, 0.25f, 0.5f);
    assertArrayEquals(
        new float[] {6}, new Momentum(1, 0).step(new float[] {8}, new float[] {4}, pace, 1));
    Adam adam = new Adam(1, 0.75);
    adam.step(new float[] {8}, new float[] {4}, pace, 1);
    assertEquals(0.25 * 4, adam.memory().get(0)[0]);
    assertEquals(0.001 * 16, adam.memory().get(1)[0], 1e-6);
  }

  /** With its biases corrected, a constant slope counts by its sign alone. */
  @Test
  void adamGoesOneRateEachStep() {
    Adam adam = new Adam(3, 0.9);
    float[] numbers = {0, 0, 0};
    for (int step = 1; step <= 20; step++) {
      numbers = adam.step(numbers, new float[] {1e-3f, -7, 0}, new Pace(0.01f, 0, 1), step);
      assertArrayEquals(new float[] {-0.01f * step, 0.01f * step, 0}, numbers, 1e-5f);
    }
  }

  @Test
  void adamByTheFormulas() {
    double[] slopes = {1, -2, 0.5};
    double mean = 0;
    double square = 0;
    double expected = 3;
    Adam adam = new Adam(1, 0.8);
    float[] numbers = {3};
    for (int step = 1; step <= slopes.length; step++) {
      double slope = slopes[step - 1];
      mean = 0.8 * mean + 0.2 * slope;
      square = 0.999 * square + 0.001 * slope * slope;
      double correctedMean = mean / (1 - Math.pow(0.8, step));
      double correctedSquare = square / (1 - Math.pow(0.999, step));
      expected -= 0.1 * correctedMean / (Math.sqrt(correctedSquare) + 1e-8);
      float[] gradient = {(float) slope};
      numbers = adam.step(numbers, gradient, new Pace(0.1f, 0, 1), step);
      assertEquals(expected, numbers[0], 1e-5);
    }
  }
}
