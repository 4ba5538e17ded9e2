package io.repqc.codegen.x86;

import java.math.BigInteger;

/**
 * Places of 64 a unit for the channels of pixels, in order. Where pixels are joined, channels
 * follow upon each other without end, and the units are as many as it takes until they begin anew.
 *
 * @param taps of a kernel in the order in which kernels take them, so many of them in a group
 */
record DepthwiseUnits(int channels, boolean joined, int[] taps, int group) {
  static final int PLACES = 64;

  private static final int FOUR = 4;
  private static final int LANE = 16;

  /** Pixels of as many channels or fewer share units; of others it takes too many to begin anew. */
  private static final int FEW_UNITS = 8;

  /** Whether few units hold the places of joined pixels. */
  static boolean canJoin(int channels) {
    return period(channels) / channels <= FEW_UNITS;
  }

  private static int period(int channels) {
    return channels
        * PLACES
        / BigInteger.valueOf(channels).gcd(BigInteger.valueOf(PLACES)).intValue();
  }

  /** Places in all. */
  int count() {
    return joined ? period(channels) : (channels + PLACES - 1) / PLACES * PLACES;
  }

  /** Numbers by channel as numbers by place. */
  int[] repeated(int[] numbers) {
    int[] repeated = new int[count()];
    for (int place = 0; place < repeated.length; place++) {
      repeated[place] = numbers[place % channels];
    }
    return repeated;
  }

  /** Of place {@code 16 i + 4 j + k} of a unit and tap l of a group at {@code [j][i][k][l]}. */
  byte[] weights(int[] weights, int each) {
    int groups = (taps.length + group - 1) / group;
    byte[] packed = new byte[count() * groups * FOUR];
    for (int place = 0; place < count(); place++) {
      for (int i = 0; i < taps.length; i++) {
        int start = (place / PLACES * groups + i / group) * PLACES * FOUR;
        int lane = place % PLACES / LANE;
        int at = ((place / FOUR % FOUR) * FOUR + lane) * LANE + place % FOUR * FOUR + i % group;
        packed[start + at] = (byte) weights[place % channels * each + taps[i]];
      }
    }
    return packed;
  }
}
