package io.repqc.runtime.kernel;

/** Copies slices; for each, two places say where it comes from and where it goes to. */
public record Gather(Move slice, int count) {
  public void run(int[] places, int placesAt, Object x, int xAt, Object y, int yAt) {
    for (int i = 0; i < count; i++) {
      int place = placesAt + 2 * i;
      slice.run(x, xAt + places[place], y, yAt + places[place + 1]);
    }
  }
}
