package io.repqc.runtime.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** {@link Encode} in vectors, of numbers that lie side by side. */
public final class EncodeVector {
  private static final int LANES = Vectors.COUNT;
  private static final Race ROWS = new Race();

  private EncodeVector() {}

  public static void run(Encode s, float[] numbers, int numbersAt, float[] levels, int levelsAt) {
    int count = Axes.last(s.sizes());
    int step = Axes.last(s.y());
    if (Axes.last(s.x()) != 1 || count < LANES) {
      s.run(numbers, numbersAt, levels, levelsAt);
      return;
    }
    float[] row = new float[count];
    int[] index = new int[s.sizes().length];
    do {
      int to = levelsAt + Axes.distance(index, s.y());
      encode(s, numbers, numbersAt + Axes.distance(index, s.x()), row);
      for (int i = 0; i < count; i++) {
        levels[to + i * step] = row[i];
      }
    } while (Axes.nextRun(s.sizes(), index));
  }

  private static void encode(Encode s, float[] numbers, int from, float[] row) {
    if (ROWS.isWon()) {
      encodeInVectors(s, numbers, from, row);
      return;
    }
    boolean inVectors = ROWS.isForVectors();
    long start = System.nanoTime();
    if (inVectors) {
      encodeInVectors(s, numbers, from, row);
    } else {
      for (int i = 0; i < row.length; i++) {
        row[i] = s.level(numbers[from + i]);
      }
    }
    ROWS.add(inVectors, System.nanoTime() - start, row.length);
  }

  /** The last vector begins where it ends with the row. */
  private static void encodeInVectors(Encode s, float[] numbers, int from, float[] row) {
    int last = row.length - LANES;
    for (int i = 0; i < last; i += LANES) {
      levels(s, Vectors.floats(numbers, from + i)).intoArray(row, i);
    }
    levels(s, Vectors.floats(numbers, from + last)).intoArray(row, last);
  }

  /** What is not a number becomes the lowest. */
  private static FloatVector levels(Encode s, FloatVector numbers) {
    FloatVector steps = numbers.div(s.scale());
    FloatVector lowest = Vectors.all(s.lowest());
    FloatVector above = lowest.blend(steps, steps.compare(VectorOperators.GT, lowest));
    return FloatFinish.levels(above, s.lowest(), s.highest(), s.zero());
  }
}
