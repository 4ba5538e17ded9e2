package io.repqc.passes.repair;

/**
 * A row of a weight in units of its scale, {@code steps}, that is to become integers within [least,
 * most]: each the one below or the one above.
 */
record Row(float[] steps, float scale, float bias, float least, float most) {

  /** The weight's number at {@code k}, so far rounded {@code up}: between 0 and 1. */
  float number(int k, float up) {
    return scale * level(k, up);
  }

  /** The integer at {@code k}, if {@code up} is 0 or 1. */
  private float level(int k, float up) {
    return Math.min(most, Math.max(least, below(k) + up));
  }

  /** The integers of the whole row. */
  float[] levels(boolean[] isUp) {
    float[] levels = new float[isUp.length];
    for (int k = 0; k < levels.length; k++) {
      levels[k] = level(k, isUp[k] ? 1 : 0);
    }
    return levels;
  }

  /** How far above the integer below it the number at {@code k} is. */
  float fraction(int k) {
    return steps[k] - below(k);
  }

  /** Whether both integers are within bounds. */
  boolean isFree(int k) {
    return least <= below(k) && below(k) + 1 <= most;
  }

  private float below(int k) {
    return (float) Math.floor(steps[k]);
  }
}
