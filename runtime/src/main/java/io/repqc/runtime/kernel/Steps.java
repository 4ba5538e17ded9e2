package io.repqc.runtime.kernel;

/**
 * How a tensor's integers are read.
 *
 * @param wide whether they are sums, not levels
 * @param zero what levels are counted from
 */
public record Steps(int wide, int zero) {
  /** Reads integers that lie a stride apart. */
  void read(Object x, int from, int stride, int count, int[] steps) {
    if (wide != 0) {
      int[] sums = (int[]) x;
      for (int i = 0; i < count; i++) {
        steps[i] = sums[from + i * stride];
      }
      return;
    }
    float[] levels = (float[]) x;
    for (int i = 0; i < count; i++) {
      steps[i] = (int) levels[from + i * stride] - zero;
    }
  }
}
