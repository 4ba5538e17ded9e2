package io.repqc.runtime.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** {@link Encode} in vectors, of numbers that lie side by side. */
public final class EncodeVector {
  private static final int LANES = Vectors.COUNT;
  private static final Race RACE = new Race();

  private EncodeVector() {}

  public static void run(Encode s, float[] numbers, int numbersAt, float[] levels, int levelsAt) {
    int count = Axes.last(s.sizes());
    if (Axes.last(s.x()) != 1 || count < LANES) {
      s.run(numbers, numbersAt, levels, levelsAt);
      return;
    }
    if (RACE.isWon()) {
      run(true, s, numbers, numbersAt, levels, levelsAt);
      return;
    }
    boolean inVectors = RACE.isForVectors();
    long start = System.nanoTime();
    int done = run(inVectors, s, numbers, numbersAt, levels, levelsAt);
    RACE.add(inVectors, System.nanoTime() - start, done);
  }

  /** Says how many there were. */
  private static int run(
      boolean inVectors, Encode s, float[] numbers, int numbersAt, float[] levels, int levelsAt) {
    int count = Axes.last(s.sizes());
    int step = Axes.last(s.y());
    int rowAxis = s.sizes().length - 2;
    int rowStep = s.y()[rowAxis];
    int rows = rowStep < step ? s.sizes()[rowAxis] : 1;
    float[] encoded = new float[rows * count];
    int[] index = new int[s.sizes().length];
    int done = 0;
    do {
      int from = numbersAt + Axes.distance(index, s.x());
      for (int row = 0; row < rows; row++) {
        encode(inVectors, s, numbers, from + row * s.x()[rowAxis], encoded, row * count, count);
      }
      spread(encoded, rows, count, levels, levelsAt + Axes.distance(index, s.y()), rowStep, step);
      done += rows * count;
    } while (Axes.nextAlong(s.sizes(), index, rows == 1 ? rowAxis : rowAxis - 1));
    return done;
  }

  /** Three rows side by side, as the colours of images are, take one pass over the levels. */
  private static void spread(
      float[] encoded, int rows, int count, float[] levels, int at, int rowStep, int step) {
    if (rows == 3 && rowStep == 1 && step == 3) {
      for (int i = 0; i < count; i++) {
        levels[at + 3 * i] = encoded[i];
        levels[at + 3 * i + 1] = encoded[count + i];
        levels[at + 3 * i + 2] = encoded[2 * count + i];
      }
      return;
    }
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < count; i++) {
        levels[at + row * rowStep + i * step] = encoded[row * count + i];
      }
    }
  }

  private static void encode(
      boolean inVectors, Encode s, float[] numbers, int from, float[] levels, int to, int count) {
    if (inVectors) {
      encode(s, numbers, from, levels, to, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      levels[to + i] = s.level(numbers[from + i]);
    }
  }

  /** The last vector begins where it ends with the row. */
  private static void encode(
      Encode s, float[] numbers, int from, float[] levels, int to, int count) {
    int last = count - LANES;
    for (int i = 0; i < last; i += LANES) {
      levels(s, Vectors.floats(numbers, from + i)).intoArray(levels, to + i);
    }
    levels(s, Vectors.floats(numbers, from + last)).intoArray(levels, to + last);
  }

  /** What is not a number becomes the lowest. */
  private static FloatVector levels(Encode s, FloatVector numbers) {
    FloatVector steps = numbers.div(s.scale());
    FloatVector lowest = Vectors.all(s.lowest());
    FloatVector above = lowest.blend(steps, steps.compare(VectorOperators.GT, lowest));
    return FloatFinish.levels(above, s.lowest(), s.highest(), s.zero());
  }
}
