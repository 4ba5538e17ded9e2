package io.repqc.runtime.kernel;

/**
 * Copies elements to where another layout has them.
 *
 * @param bytes of an element of the C twin: 1 or 4
 * @param flip 0x80 where one of both levels is signed and the other is not, else 0
 */
public record Move(int[] sizes, int[] x, int[] y, int bytes, int flip) {
  public void run(Object from, int fromAt, Object to, int toAt) {
    int[] index = new int[sizes.length];
    do {
      int source = fromAt + Axes.distance(index, x);
      int target = toAt + Axes.distance(index, y);
      if (flip == 0 && Axes.last(x) == 1 && Axes.last(y) == 1) {
        System.arraycopy(from, source, to, target, Axes.last(sizes));
      } else if (from instanceof int[] sums) {
        copy(sums, source, (int[]) to, target);
      } else {
        copy((float[]) from, source, (float[]) to, target);
      }
    } while (Axes.nextRun(sizes, index));
  }

  private void copy(int[] from, int source, int[] to, int target) {
    int step = Axes.last(x);
    int toStep = Axes.last(y);
    for (int i = 0; i < Axes.last(sizes); i++) {
      to[target + i * toStep] = from[source + i * step];
    }
  }

  private void copy(float[] from, int source, float[] to, int target) {
    int step = Axes.last(x);
    int toStep = Axes.last(y);
    for (int i = 0; i < Axes.last(sizes); i++) {
      float element = from[source + i * step];
      to[target + i * toStep] = flip == 0 ? element : (int) element ^ flip;
    }
  }
}
