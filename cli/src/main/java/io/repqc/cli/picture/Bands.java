package io.repqc.cli.picture;

/**
 * The rows' vertical extents, from the top: each is a band for boxes and labels, with room to bend
 * lines between two.
 */
final class Bands {
  private static final double ARROW_ROOM = 7;

  private final double[] top;
  private final double[] boxRoom;
  private final double[] bottom;

  /** Makes bands of the given heights and gaps; the gap of the last row is not used. */
  Bands(double[] boxRoom, double[] labelRoom, double[] gapBelow) {
    this.top = new double[boxRoom.length];
    this.boxRoom = boxRoom;
    this.bottom = new double[boxRoom.length];
    double y = Sizes.MARGIN - ARROW_ROOM;
    for (int row = 0; row < boxRoom.length; row++) {
      top[row] = y;
      bottom[row] = y + ARROW_ROOM + boxRoom[row] + labelRoom[row];
      y = bottom[row] + gapBelow[row];
    }
  }

  double top(int row) {
    return top[row];
  }

  double bottom(int row) {
    return bottom[row];
  }

  /** The height on which the middles of a row's boxes stand. */
  double middle(int row) {
    return top[row] + ARROW_ROOM + boxRoom[row] / 2;
  }

  /** Where the picture ends. */
  double end() {
    return bottom.length == 0 ? 2 * Sizes.MARGIN : bottom[bottom.length - 1] + Sizes.MARGIN;
  }
}
