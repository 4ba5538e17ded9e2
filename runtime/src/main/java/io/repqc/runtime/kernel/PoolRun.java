package io.repqc.runtime.kernel;

/**
 * Goes over windows, some at a time whose results are neighbours: in one place the channels, if
 * they lie side by side, else in one channel the places of a row; and over their taps.
 */
final class PoolRun {
  private final Pool pool;
  private final boolean isOfChannels;
  private final int channelStep;
  private final int columnStep;
  private final int[] sizes;
  private final int[] at = new int[5];
  private final int[] tap = {0, 0, -1};
  private int from;
  private int first;
  private int end;

  PoolRun(Pool pool) {
    this.pool = pool;
    this.isOfChannels = pool.y()[4] == 1;
    this.channelStep = isOfChannels ? Finish.RUN : 1;
    this.columnStep = isOfChannels ? 1 : Finish.RUN;
    int[] size = pool.ySize();
    int channelRuns = Pool.steps(pool.channels(), channelStep);
    int columnRuns = Pool.steps(size[2], columnStep);
    this.sizes = new int[] {pool.images(), channelRuns, size[0], size[1], columnRuns};
  }

  /** Goes to the next windows; false after the last. */
  boolean next() {
    return Axes.nextIndex(sizes, at);
  }

  boolean isOfChannels() {
    return isOfChannels;
  }

  /** How many windows there are. */
  int count() {
    int left = isOfChannels ? pool.channels() - channel() : pool.ySize()[2] - position(2);
    return Math.min(left, Finish.RUN);
  }

  /** The channel of the first. */
  int channel() {
    return at[1] * channelStep;
  }

  /** Where the first is, along a spatial axis. */
  int position(int axis) {
    return axis == 2 ? at[4] * columnStep : at[2 + axis];
  }

  /** Where the first result lies. */
  int to() {
    return place(pool.y(), position(0), position(1), position(2));
  }

  /** From one result to the next. */
  int toStep() {
    return isOfChannels ? 1 : pool.y()[3];
  }

  /** Goes to the next tap that is within any of these windows' image; false after the last. */
  boolean nextTap() {
    while (Axes.nextIndex(pool.kernel(), tap)) {
      int depth = tapped(0);
      int row = tapped(1);
      int column = tapped(2);
      if (isInside(0, depth) && isInside(1, row) && findWindows(column)) {
        from = place(pool.x(), depth, row, column);
        return true;
      }
    }
    tap[2] = -1;
    return false;
  }

  private boolean isInside(int axis, int place) {
    return place >= 0 && place < pool.xSize()[axis];
  }

  /** Which windows have the tap within the image, if the first has it at this column. */
  private boolean findWindows(int column) {
    if (isOfChannels) {
      first = 0;
      end = isInside(2, column) ? count() : 0;
    } else {
      first = Pool.steps(-column, pool.stride()[2]);
      end = Math.min(Pool.steps(pool.xSize()[2] - column, pool.stride()[2]), count());
    }
    return first < end;
  }

  private int tapped(int axis) {
    return position(axis) * pool.stride()[axis]
        - pool.before()[axis]
        + tap[axis] * pool.dilation()[axis];
  }

  private int place(int[] strides, int depth, int row, int column) {
    return at[0] * strides[0]
        + depth * strides[1]
        + row * strides[2]
        + column * strides[3]
        + channel() * strides[4];
  }

  /** Where the tap of the first window lies, if that is within the image. */
  int from() {
    return from;
  }

  /** From the tap of one window to that of the next. */
  int step() {
    return isOfChannels ? pool.x()[4] : pool.stride()[2] * pool.x()[3];
  }

  /** The first window whose tap is within the image. */
  int first() {
    return first;
  }

  /** Behind the last window whose tap is within the image. */
  int end() {
    return end;
  }
}
