package io.repqc.tests.quantized;

/** How often two engines rounded the same numbers to the same integers. */
final class Agreement {
  private static final double TIE = 0x1p-12;
  private static final double MOST_OFF = 1e-3;

  private long equal;
  private long oneOffAtTies;
  private long oneOff;
  private long further;

  void addEqual(long count) {
    equal += count;
  }

  /** Integers that differ by {@code steps}, of a number that lies {@code fromTie} from a tie. */
  void addDifferent(long steps, double fromTie) {
    if (steps > 1) {
      further++;
    } else if (fromTie <= TIE) {
      oneOffAtTies++;
    } else {
      oneOff++;
    }
  }

  void add(Agreement other) {
    equal += other.equal;
    oneOffAtTies += other.oneOffAtTies;
    oneOff += other.oneOff;
    further += other.further;
  }

  long count() {
    return equal + oneOffAtTies + oneOff + further;
  }

  long equal() {
    return equal;
  }

  long oneOffAtTies() {
    return oneOffAtTies;
  }

  long oneOff() {
    return oneOff;
  }

  /** Equal in 99.9 % of what does not lie at a tie, and nowhere more than one step off. */
  boolean holds() {
    return further == 0 && oneOff <= MOST_OFF * (count() - oneOffAtTies);
  }

  /** Nowhere different but at ties. */
  boolean isStrict() {
    return further == 0 && oneOff == 0;
  }

  /** Nowhere different. */
  boolean isEqual() {
    return equal == count();
  }

  @Override
  public String toString() {
    return "of %,d integers %,d are one off at a tie, %,d one off elsewhere, %,d further"
        .formatted(count(), oneOffAtTies, oneOff, further);
  }
}
