package io.repqc.runtime.kernel;

/**
 * Copies the nearest element to each place.
 *
 * @param bytes of an element of the C twin
 */
public record ResizeNearest(ResizeAxes axes, int bytes) {
  public void run(int[] places, int placesAt, Object from, int fromAt, Object to, int toAt) {
    int count = Axes.last(axes.sizes());
    int step = Axes.last(axes.x());
    int toStep = Axes.last(axes.y());
    int[] tap = new int[axes.taps().length];
    int[] index = new int[axes.sizes().length];
    do {
      int source = fromAt + axes.tapped(places, placesAt, index, tap);
      int target = toAt + Axes.distance(index, axes.y());
      Move.copy(from, source, step, to, target, toStep, count);
    } while (Axes.nextRun(axes.sizes(), index));
  }
}
