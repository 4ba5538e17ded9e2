package io.repqc.runtime.kernel;

/**
 * What neighbouring channels need to finish their sums, each array with a number for each channel.
 *
 * @param start what a sum starts from
 * @param rest what is added to it in the end
 * @param below for sums under zero, if they have a factor of their own
 */
record LaneNumbers(float[] start, float[] rest, float[] factor, float[] below) {
  /** How many arrays there are. */
  static final int PLANES = 4;

  /** Over the planes from this one on. */
  static LaneNumbers in(float[][] planes, int first) {
    return new LaneNumbers(planes[first], planes[first + 1], planes[first + 2], planes[first + 3]);
  }
}
