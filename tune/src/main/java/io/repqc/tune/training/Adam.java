package io.repqc.tune.training;

import java.util.List;

/**
 * The optimizer of that name (Kingma and Ba 2015, arXiv 1412.6980), with the biases of its first
 * steps corrected; decay is part of the derivative.
 */
final class Adam implements Optimizer {
  private static final float SQUARE_DECAY = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final float meanDecay;
  private final float[] means;
  private final float[] squares;

  Adam(int count, double meanDecay) {
    this.meanDecay = (float) meanDecay;
    this.means = new float[count];
    this.squares = new float[count];
  }

  @Override
  public float[] step(float[] numbers, float[] gradient, Pace pace, long step) {
    float rate = (float) (pace.rate() / (1 - StrictMath.pow(meanDecay, step)));
    float spread = (float) (1 / (1 - StrictMath.pow(SQUARE_DECAY, step)));
    float[] next = new float[numbers.length];
    for (int i = 0; i < next.length; i++) {
      float slope = pace.share() * gradient[i] + pace.decay() * numbers[i];
      float mean = meanDecay * means[i] + (1 - meanDecay) * slope;
      float square = SQUARE_DECAY * squares[i] + (1 - SQUARE_DECAY) * slope * slope;
      means[i] = mean;
      squares[i] = square;
      next[i] = numbers[i] - rate * mean / ((float) Math.sqrt(square * spread) + EPSILON);
    }
    return next;
  }

  @Override
  public List<float[]> memory() {
    return List.of(means, squares);
  }
}
