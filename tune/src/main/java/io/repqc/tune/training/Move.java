package io.repqc.tune.training;

import java.util.Random;

/** What happens to an image at random: it is mirrored, then moved right and down. */
record Move(boolean mirrors, int right, int down) {
  static final Move NONE = new Move(false, 0, 0);

  static Move draw(Random random, boolean flips, int shifts) {
    boolean mirrors = flips && random.nextBoolean();
    int right = random.nextInt(2 * shifts + 1) - shifts;
    int down = random.nextInt(2 * shifts + 1) - shifts;
    return new Move(mirrors, right, down);
  }
}
