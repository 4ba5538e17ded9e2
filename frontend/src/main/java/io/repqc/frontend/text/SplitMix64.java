package io.repqc.frontend.text;

/**
 * The generator behind {@code random(seed, low, high)}: Steele, Lea and Flood, "Fast splittable
 * pseudorandom number generators" (OOPSLA 2014), with the seed as its first state.
 */
final class SplitMix64 {
  private long state;

  SplitMix64(long seed) {
    this.state = seed;
  }

  long next() {
    state += 0x9e3779b97f4a7c15L;
    long mixed = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }

  /** A multiple of 2^-53 within [0, 1). */
  double nextUnit() {
    return (next() >>> 11) * 0x1p-53;
  }
}
