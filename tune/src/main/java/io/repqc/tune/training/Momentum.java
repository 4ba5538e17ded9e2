package io.repqc.tune.training;

import java.util.List;

/**
 * Gradient descent with momentum: {@code v = momentum * v + g}, {@code w = w - rate * v}; so the
 * rate acts on the whole velocity, as libraries have it, not on what enters it.
 */
final class Momentum implements Optimizer {
  private final float momentum;
  private final float[] velocities;

  Momentum(int count, double momentum) {
    this.momentum = (float) momentum;
    this.velocities = new float[count];
  }

  @Override
  public float[] step(float[] numbers, float[] gradient, Pace pace, long step) {
    float[] next = new float[numbers.length];
    for (int i = 0; i < next.length; i++) {
      float slope = pace.share() * gradient[i] + pace.decay() * numbers[i];
      float velocity = momentum * velocities[i] + slope;
      velocities[i] = velocity;
      next[i] = numbers[i] - pace.rate() * velocity;
    }
    return next;
  }

  @Override
  public List<float[]> memory() {
    return List.of(velocities);
  }
}
