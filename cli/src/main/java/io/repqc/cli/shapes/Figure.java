package io.repqc.cli.shapes;

/**
 * The ten classes. Each is a figure in the plane, given by a function that is negative inside,
 * grows about as fast as the distance from the outline, and stays within radius 1.
 */
enum Figure {
  DISC {
    @Override
    double distance(double x, double y) {
      return radius(x, y) - 0.9;
    }
  },
  RING {
    @Override
    double distance(double x, double y) {
      return Math.abs(radius(x, y) - 0.7) - 0.18;
    }
  },
  SQUARE {
    @Override
    double distance(double x, double y) {
      return box(x, y, 0.7, 0.7);
    }
  },
  FRAME {
    @Override
    double distance(double x, double y) {
      return Math.max(box(x, y, 0.75, 0.75), -box(x, y, 0.45, 0.45));
    }
  },
  TRIANGLE {
    @Override
    double distance(double x, double y) {
      return Math.max(-0.5 - y, 0.866 * Math.abs(x) + 0.5 * y - 0.5);
    }
  },
  CROSS {
    @Override
    double distance(double x, double y) {
      return Math.min(box(x, y, 0.9, 0.25), box(x, y, 0.25, 0.9));
    }
  },
  BARS {
    @Override
    double distance(double x, double y) {
      return Math.min(
          box(x, y - 0.6, 0.75, 0.15),
          Math.min(box(x, y, 0.75, 0.15), box(x, y + 0.6, 0.75, 0.15)));
    }
  },
  CRESCENT {
    @Override
    double distance(double x, double y) {
      return Math.max(radius(x, y) - 0.9, 0.75 - radius(x - 0.45, y));
    }
  },
  CORNER {
    @Override
    double distance(double x, double y) {
      return Math.min(box(x + 0.5, y, 0.2, 0.75), box(x, y + 0.55, 0.7, 0.2));
    }
  },
  DOTS {
    @Override
    double distance(double x, double y) {
      return radius(Math.abs(x) - 0.5, Math.abs(y) - 0.5) - 0.3;
    }
  };

  abstract double distance(double x, double y);

  private static double radius(double x, double y) {
    return Math.sqrt(x * x + y * y);
  }

  private static double box(double x, double y, double width, double height) {
    return Math.max(Math.abs(x) - width, Math.abs(y) - height);
  }
}
