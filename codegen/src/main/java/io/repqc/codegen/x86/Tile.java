package io.repqc.codegen.x86;

import io.repqc.codegen.Isa;

/**
 * How many sums of a convolution registers hold at a time: those of some pixels, each with some
 * vectors of channels, each split so that additions need not wait for one another.
 */
record Tile(int pixels, int vectors, int splits) {
  static final Tile ONE = new Tile(1, 1, 1);

  private static final int MOST_PIXELS = 14;
  private static final int MOST_VECTORS = 4;
  private static final int MOST_SPLITS = 8;

  /**
   * The one that takes the fewest cycles.
   *
   * @param columns of the result
   * @param channels of a group of the result
   * @param quads how many times four weights each of them has
   * @param abreast the blocks of 16 channels that lie side by side, 1 if they lie apart
   */
  static Tile best(Isa isa, int columns, int channels, int quads, int abreast) {
    Cycles cycles = new Cycles(isa, abreast > 1);
    Tile best = ONE;
    int together = Conv16x4Shape.LANES / cycles.lanes() * abreast;
    for (int vectors = 1; vectors <= (abreast > 1 ? together : MOST_VECTORS); vectors++) {
      if (abreast > 1 && together % vectors != 0) {
        continue;
      }
      for (int pixels = 1; pixels <= Math.min(columns, MOST_PIXELS); pixels++) {
        for (int splits = 1; splits <= MOST_SPLITS; splits++) {
          Tile tile = new Tile(pixels, vectors, splits);
          if (cycles.fits(tile)
              && cycles.ofRow(tile, columns, channels, quads)
                  < cycles.ofRow(best, columns, channels, quads)) {
            best = tile;
          }
        }
      }
    }
    return best;
  }
}
