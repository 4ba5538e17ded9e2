package io.repqc.runtime.kernel;

/**
 * Writes one element everywhere.
 *
 * @param bytes of an element of the C twin: 1 for levels, 4 for sums and floats
 * @param pattern the level, the sum, or the bits of the float
 */
public record Fill(int[] sizes, int[] y, int bytes, int pattern) {
  public void run(Object result, int resultAt) {
    int step = Axes.last(y);
    int[] index = new int[sizes.length];
    do {
      int to = resultAt + Axes.distance(index, y);
      if (result instanceof int[] sums) {
        for (int i = 0; i < Axes.last(sizes); i++) {
          sums[to + i * step] = pattern;
        }
      } else {
        float element = bytes == 1 ? pattern : Float.intBitsToFloat(pattern);
        float[] elements = (float[]) result;
        for (int i = 0; i < Axes.last(sizes); i++) {
          elements[to + i * step] = element;
        }
      }
    } while (Axes.nextRun(sizes, index));
  }
}
