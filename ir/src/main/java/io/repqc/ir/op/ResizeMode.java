package io.repqc.ir.op;

/** How resizing makes a number of its neighbours. */
public enum ResizeMode {
  NEAREST(1),
  LINEAR(1),
  CUBIC(2);

  private final int support;

  ResizeMode(int support) {
    this.support = support;
  }

  /** The distance from which on a neighbour has no weight. */
  int support() {
    return support;
  }

  /**
   * The weight of a neighbour at {@code distance}; the cubic is Keys' kernel (IEEE TASSP 29, 1981)
   * with its free coefficient.
   */
  double weight(double distance, double coefficient) {
    double x = Math.abs(distance);
    if (this == CUBIC) {
      return x <= 1
          ? ((coefficient + 2) * x - (coefficient + 3)) * x * x + 1
          : x < 2 ? coefficient * (((x - 5) * x + 8) * x - 4) : 0;
    }
    return Math.max(0, 1 - x);
  }
}
