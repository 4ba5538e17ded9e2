package io.repqc.runtime.kernel;

/**
 * Copies elements to where another layout has them.
 *
 * @param bytes of an element of the C twin: 1 or 4
 * @param flip 0x80 where one of both levels is signed and the other is not, else 0
 */
public record Move(int[] sizes, int[] x, int[] y, int bytes, int flip) {
  public void run(Object from, int fromAt, Object to, int toAt) {
    int count = Axes.last(sizes);
    int[] index = new int[sizes.length];
    do {
      int source = fromAt + Axes.distance(index, x);
      int target = toAt + Axes.distance(index, y);
      if (flip == 0) {
        copy(from, source, Axes.last(x), to, target, Axes.last(y), count);
      } else {
        flip((float[]) from, source, (float[]) to, target);
      }
    } while (Axes.nextRun(sizes, index));
  }

  /** Copies so many elements that lie steps apart. */
  static void copy(
      Object from, int source, int step, Object to, int target, int toStep, int count) {
    if (step == 1 && toStep == 1) {
      System.arraycopy(from, source, to, target, count);
    } else if (to instanceof int[] sums) {
      copySums((int[]) from, source, step, sums, target, toStep, count);
    } else {
      copyFloats((float[]) from, source, step, (float[]) to, target, toStep, count);
    }
  }

  private static void copySums(
      int[] from, int source, int step, int[] to, int target, int toStep, int count) {
    for (int i = 0; i < count; i++) {
      to[target + i * toStep] = from[source + i * step];
    }
  }

  private static void copyFloats(
      float[] from, int source, int step, float[] to, int target, int toStep, int count) {
    for (int i = 0; i < count; i++) {
      to[target + i * toStep] = from[source + i * step];
    }
  }

  private void flip(float[] from, int source, float[] to, int target) {
    int step = Axes.last(x);
    int toStep = Axes.last(y);
    for (int i = 0; i < Axes.last(sizes); i++) {
      to[target + i * toStep] = (int) from[source + i * step] ^ flip;
    }
  }
}
