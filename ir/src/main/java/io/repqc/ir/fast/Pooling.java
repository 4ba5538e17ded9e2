package io.repqc.ir.fast;

import io.repqc.ir.Shape;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.Window;
import java.util.Arrays;
import java.util.List;

/** Windows over planes; the taps in the border do not count. */
record Pooling(int planes, Axis depth, Axis height, Axis width) {

  /** How one window becomes an element of the result. */
  private interface Reduction {
    void reduce(int result, int plane, int z, int y, int x);
  }

  static Pooling of(Pool op) {
    return of(op, op.x().shape(), op.window());
  }

  /** The border taken for input. */
  static Pooling withBorder(Pool op) {
    Window window = op.window();
    Shape shape = op.x().shape();
    for (int i = 0; i < window.rank(); i++) {
      int border = window.before().get(i) + window.after().get(i);
      shape = shape.with(i + 2, shape.dim(i + 2) + border);
    }
    List<Integer> none = Window.plain(window.rank()).before();
    return of(op, shape, new Window(window.strides(), window.dilations(), none, none));
  }

  private static Pooling of(Pool op, Shape input, Window window) {
    Axis[] axes = Axis.of(window, input, new Shape(op.size()), op.inferType().shape());
    return new Pooling(input.count(0, 2), axes[0], axes[1], axes[2]);
  }

  /**
   * Where in the input the largest element of each window is, the first of equal ones; -1 if the
   * window lies in the border.
   */
  int[] largest(float[] input) {
    int[] largest = new int[planes * outputPlane()];
    forEachWindow((i, plane, z, y, x) -> largest[i] = largest(input, plane, z, y, x));
    return largest;
  }

  private int largest(float[] input, int plane, int z, int y, int x) {
    int best = -1;
    int firstX = width.firstTap(x);
    int endX = width.endTap(x);
    for (int tapZ = depth.firstTap(z), endZ = depth.endTap(z); tapZ < endZ; tapZ++) {
      for (int tapY = height.firstTap(y), endY = height.endTap(y); tapY < endY; tapY++) {
        int line = line(plane, z, tapZ, y, tapY);
        for (int tapX = firstX; tapX < endX; tapX++) {
          int at = line + width.tapped(x, tapX);
          best = best < 0 || input[at] > input[best] ? at : best;
        }
      }
    }
    return best;
  }

  /** The sum of each window, divided by the taps that {@code counted} has within its input. */
  float[] average(float[] input, Pooling counted) {
    float[] averages = new float[planes * outputPlane()];
    forEachWindow(
        (i, plane, z, y, x) ->
            averages[i] = (float) (sum(input, plane, z, y, x) / counted.count(z, y, x)));
    return averages;
  }

  /**
   * What each window makes of its integers and {@code nothing}: the lines of a window become one,
   * and then the places of that line.
   */
  int[] fold(Fold fold, int[] input, int nothing) {
    int[] results = new int[planes * outputPlane()];
    Parallel.run(
        planes,
        () -> {
          int[] line = new int[width.input()];
          return plane -> {
            for (int z = 0; z < depth.output(); z++) {
              for (int y = 0; y < height.output(); y++) {
                Arrays.fill(line, nothing);
                foldLines(fold, input, line, plane, z, y);
                int slice = plane * depth.output() + z;
                foldPlaces(fold, line, nothing, results, slice * height.output() + y);
              }
            }
          };
        });
    return results;
  }

  private void foldLines(Fold fold, int[] input, int[] line, int plane, int z, int y) {
    for (int tapZ = depth.firstTap(z), endZ = depth.endTap(z); tapZ < endZ; tapZ++) {
      for (int tapY = height.firstTap(y), endY = height.endTap(y); tapY < endY; tapY++) {
        fold.line(line, input, line(plane, z, tapZ, y, tapY));
      }
    }
  }

  private void foldPlaces(Fold fold, int[] line, int nothing, int[] results, int resultLine) {
    for (int x = 0; x < width.output(); x++) {
      int result = nothing;
      for (int tap = width.firstTap(x), end = width.endTap(x); tap < end; tap++) {
        result = fold.one(result, line[width.tapped(x, tap)]);
      }
      results[resultLine * width.output() + x] = result;
    }
  }

  /** Multiplies the sum of each window by what {@code multiple} is of the number of its taps. */
  void complete(int[] sums, int multiple) {
    forEachWindow((i, plane, z, y, x) -> sums[i] *= multiple / count(z, y, x));
  }

  private double sum(float[] input, int plane, int z, int y, int x) {
    double sum = 0;
    int firstX = width.firstTap(x);
    int endX = width.endTap(x);
    for (int tapZ = depth.firstTap(z), endZ = depth.endTap(z); tapZ < endZ; tapZ++) {
      for (int tapY = height.firstTap(y), endY = height.endTap(y); tapY < endY; tapY++) {
        int line = line(plane, z, tapZ, y, tapY);
        for (int tapX = firstX; tapX < endX; tapX++) {
          sum += input[line + width.tapped(x, tapX)];
        }
      }
    }
    return sum;
  }

  private int count(int z, int y, int x) {
    return count(depth, z) * count(height, y) * count(width, x);
  }

  private static int count(Axis axis, int position) {
    return Math.max(0, axis.endTap(position) - axis.firstTap(position));
  }

  private int line(int plane, int z, int tapZ, int y, int tapY) {
    int slice = plane * depth.input() + depth.tapped(z, tapZ);
    return (slice * height.input() + height.tapped(y, tapY)) * width.input();
  }

  private int outputPlane() {
    return depth.output() * height.output() * width.output();
  }

  private void forEachWindow(Reduction reduction) {
    Parallel.run(planes, () -> plane -> forEachWindow(plane, reduction));
  }

  private void forEachWindow(int plane, Reduction reduction) {
    int i = plane * outputPlane();
    for (int z = 0; z < depth.output(); z++) {
      for (int y = 0; y < height.output(); y++) {
        for (int x = 0; x < width.output(); x++) {
          reduction.reduce(i++, plane, z, y, x);
        }
      }
    }
  }
}
