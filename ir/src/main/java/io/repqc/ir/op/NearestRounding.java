package io.repqc.ir.op;

/** Which neighbour of a place is the nearest. */
public enum NearestRounding {
  ROUND_PREFER_FLOOR,
  ROUND_PREFER_CEIL,
  FLOOR,
  CEIL;

  /** In double, where half an index more or less is exact. */
  int round(double place) {
    return (int)
        switch (this) {
          case ROUND_PREFER_FLOOR -> Math.ceil(place - 0.5);
          case ROUND_PREFER_CEIL -> Math.floor(place + 0.5);
          case FLOOR -> Math.floor(place);
          case CEIL -> Math.ceil(place);
        };
  }
}
