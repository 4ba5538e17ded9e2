package io.repqc.codegen.x86;

import io.repqc.codegen.Isa;
import java.util.Collection;

/** An estimate of what tiles of a convolution cost, for processors of the last years. */
final class Cycles {
  private static final int BYTES_OF_FOUR = 4;
  private static final int NEAR_CACHE = 32 << 10;
  private static final double STREAMED = 0.25;
  private static final double START = 12;
  private static final double LATENCY = 4.5;

  private final Isa isa;
  private final boolean readsOnce;

  /** {@code readsOnce}: each weight once, which takes as long for one tile as for another. */
  Cycles(Isa isa, boolean readsOnce) {
    this.isa = isa;
    this.readsOnce = readsOnce;
  }

  /** The channels of a vector. */
  int lanes() {
    return isa == Isa.AVX512VNNI ? 16 : 8;
  }

  /** Whether sums, weights and a pixel are in registers at once. */
  boolean fits(Tile tile) {
    int sums = tile.pixels() * tile.vectors() * tile.splits();
    switch (isa) {
      case AVX512VNNI:
        return sums <= 27;
      case AVXVNNI:
        return sums <= 12 && sums + tile.vectors() <= 14; // compilers want one for themselves
      default:
        return tile.splits() == 1 && (sums <= 6 && tile.vectors() == 1 || sums <= 4);
    }
  }

  /**
   * The blocks of 16 channels that a pixel's sums can be of, by the widest of some instructions.
   */
  static int mostBlocks(Collection<Isa> isas) {
    return isas.contains(Isa.AVX512VNNI) ? 8 : 2;
  }

  /** What a row of the result takes. */
  double ofRow(Tile tile, int columns, int channels, int quads) {
    int all = (channels + lanes() - 1) / lanes();
    int times = all / tile.vectors();
    int rest = all % tile.vectors();
    double cycles = times * ofStrip(tile, columns, quads);
    if (rest > 0) {
      cycles += ofStrip(new Tile(tile.pixels(), rest, tile.splits()), columns, quads);
    }
    return cycles;
  }

  private double ofStrip(Tile tile, int columns, int quads) {
    int times = columns / tile.pixels();
    int rest = columns % tile.pixels();
    double cycles = times * of(tile, quads);
    if (rest > 0) {
      cycles += of(new Tile(rest, tile.vectors(), tile.splits()), quads);
    }
    int panel = quads * BYTES_OF_FOUR * lanes() * tile.vectors();
    return panel > NEAR_CACHE && !readsOnce
        ? cycles + times * STREAMED * quads * tile.vectors() * lanes() / 16
        : cycles;
  }

  private double of(Tile tile, int quads) {
    int sums = tile.pixels() * tile.vectors();
    int loads = tile.pixels() + tile.vectors();
    if (isa == Isa.AVX2) {
      double issued = (4 * sums + 4 * tile.vectors() + tile.pixels() + 2) / 5.0;
      return START + quads * Math.max(sums, issued) + 3 * sums;
    }
    double each = Math.max(Math.max(sums, loads) / 2.0, LATENCY / tile.splits());
    return START + quads * each + 1.5 * sums + sums * (tile.splits() - 1) / 2.0;
  }
}
