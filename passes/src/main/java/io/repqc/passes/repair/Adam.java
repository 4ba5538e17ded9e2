package io.repqc.passes.repair;

/** The optimizer of that name (Kingma and Ba 2015, arXiv 1412.6980) for one array of numbers. */
final class Adam {
  private static final float MEAN_DECAY = 0.9f;
  private static final float SQUARE_DECAY = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final float rate;
  private final float[] means;
  private final float[] squares;
  private int steps;

  Adam(int count, float rate) {
    this.rate = rate;
    means = new float[count];
    squares = new float[count];
  }

  /** One step of {@code numbers} against the {@code gradient}. */
  void step(float[] numbers, float[] gradient) {
    steps++;
    float step = (float) (rate / (1 - StrictMath.pow(MEAN_DECAY, steps)));
    float spread = (float) (1 / (1 - StrictMath.pow(SQUARE_DECAY, steps)));
    for (int i = 0; i < numbers.length; i++) {
      float slope = gradient[i];
      float mean = MEAN_DECAY * means[i] + (1 - MEAN_DECAY) * slope;
      float square = SQUARE_DECAY * squares[i] + (1 - SQUARE_DECAY) * slope * slope;
      means[i] = mean;
      squares[i] = square;
      numbers[i] -= step * mean / ((float) Math.sqrt(square * spread) + EPSILON);
    }
  }
}
