package io.repqc.ir.op;

/** Which neighbour of a place is the nearest. */
public enum NearestRounding {
  ROUND_PREFER_FLOOR,
  ROUND_PREFER_CEIL,
  FLOOR,
  CEIL;

  /** Division in f32 may miss the middle of two indices; what is so near to it counts as it. */
  private static final double TIE = 1e-6;

  /** In double, where half an index more or less is exact. */
  int round(double place) {
    return (int)
        switch (this) {
          case ROUND_PREFER_FLOOR -> Math.ceil(place - 0.5 - TIE);
          case ROUND_PREFER_CEIL -> Math.floor(place + 0.5 + TIE);
          case FLOOR -> Math.floor(place);
          case CEIL -> Math.ceil(place);
        };
  }
}
