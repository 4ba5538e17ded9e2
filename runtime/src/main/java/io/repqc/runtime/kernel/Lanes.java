package io.repqc.runtime.kernel;

/**
 * Loops over the same elements of several arrays. The JVM vectorizes them as they stand: of more
 * terms, of two results, or of parts of one array that lie apart, it vectorizes none.
 */
final class Lanes {
  /** How many products {@link #add} sums at most. */
  static final int TERMS = 5;

  /** How many products {@link #addProducts} sums. */
  static final int PRODUCTS = 3;

  /** What a carry is worth, in bits. */
  static final int CARRY_BITS = 12;

  private static final float CARRY = 1 << CARRY_BITS;

  /** 1.5 * 2^23: the next float is 1 away. */
  private static final float ALL_FRACTIONS_END = 12582912;

  private Lanes() {}

  /** Adds some arrays, each times a number. */
  static void add(
      float[] sums,
      float[] a,
      float[] b,
      float[] c,
      float[] d,
      float[] e,
      float p,
      float q,
      float r,
      float s,
      float t,
      int count) {
    for (int i = 0; i < count; i++) {
      sums[i] = sums[i] + p * a[i] + q * b[i] + r * c[i] + s * d[i] + t * e[i];
    }
  }

  /** The same for one array less. */
  static void add(
      float[] sums,
      float[] a,
      float[] b,
      float[] c,
      float[] d,
      float p,
      float q,
      float r,
      float s,
      int count) {
    for (int i = 0; i < count; i++) {
      sums[i] = sums[i] + p * a[i] + q * b[i] + r * c[i] + s * d[i];
    }
  }

  /**
   * The same as {@link #add}, for arrays that are mostly short. The JVM makes as many lanes of a
   * loop as it has seen iterations for: long arrays would have few if they shared one with these.
   */
  static void addShort(
      float[] sums,
      float[] a,
      float[] b,
      float[] c,
      float[] d,
      float[] e,
      float p,
      float q,
      float r,
      float s,
      float t,
      int count) {
    for (int i = 0; i < count; i++) {
      sums[i] = sums[i] + p * a[i] + q * b[i] + r * c[i] + s * d[i] + t * e[i];
    }
  }

  /** The same for one array less. */
  static void addShort(
      float[] sums,
      float[] a,
      float[] b,
      float[] c,
      float[] d,
      float p,
      float q,
      float r,
      float s,
      int count) {
    for (int i = 0; i < count; i++) {
      sums[i] = sums[i] + p * a[i] + q * b[i] + r * c[i] + s * d[i];
    }
  }

  /** How many calls of {@link #add} sum so many products. */
  static int calls(int terms) {
    return (terms + TERMS - 1) / TERMS;
  }

  /** How many of them are for one array less. */
  static int shorterCalls(int terms) {
    return Math.min(calls(terms), calls(terms) * TERMS - terms);
  }

  /** How many products they sum: some more where none of these numbers add up to it. */
  static int summed(int terms) {
    return calls(terms) * TERMS - shorterCalls(terms);
  }

  /** Adds the products of some arrays. */
  static void addProducts(
      float[] sums, float[] a, float[] b, float[] c, float[] p, float[] q, float[] r, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] = sums[i] + p[i] * a[i] + q[i] * b[i] + r[i] * c[i];
    }
  }

  /** Divides numbers. */
  static void divide(float[] numbers, float by, int count) {
    for (int i = 0; i < count; i++) {
      numbers[i] = numbers[i] / by;
    }
  }

  /** Makes no number, for good, of each check whose number is none or infinite. */
  static void check(float[] checks, float[] numbers, int count) {
    for (int i = 0; i < count; i++) {
      checks[i] = checks[i] + numbers[i] * 0;
    }
  }

  /** Moves what is above {@link #CARRY_BITS} from sums to where it is counted. */
  static void carry(float[] sums, float[] carries, int count) {
    for (int i = 0; i < count; i++) {
      float carry = (sums[i] * (1 / CARRY) + ALL_FRACTIONS_END) - ALL_FRACTIONS_END;
      carries[i] = carries[i] + carry;
      sums[i] = sums[i] - carry * CARRY;
    }
  }

  /**
   * The nearest integers within bounds, and {@code zero} added, of sums in units of {@code unit},
   * {@code rest} added, with a factor. Ties go to even.
   */
  static void round(
      float[] sums,
      float unit,
      float rest,
      float factor,
      float lowest,
      float highest,
      float zero,
      int count) {
    for (int i = 0; i < count; i++) {
      float within = Math.min(Math.max((sums[i] * unit + rest) * factor, lowest), highest);
      sums[i] = ((within + ALL_FRACTIONS_END) - ALL_FRACTIONS_END) + zero;
    }
  }

  /** The same with numbers of their own for each sum. */
  static void round(
      float[] sums,
      float unit,
      float[] rest,
      float[] factor,
      float lowest,
      float highest,
      float zero,
      int count) {
    for (int i = 0; i < count; i++) {
      float within = Math.min(Math.max((sums[i] * unit + rest[i]) * factor[i], lowest), highest);
      sums[i] = ((within + ALL_FRACTIONS_END) - ALL_FRACTIONS_END) + zero;
    }
  }

  /** Products of such sums with a factor, or another one below zero. */
  static void scale(float[] sums, float unit, float rest, float factor, float below, int count) {
    for (int i = 0; i < count; i++) {
      float sum = sums[i] * unit + rest;
      sums[i] = Math.max(sum, 0) * factor + Math.min(sum, 0) * below;
    }
  }

  /** The same with numbers of their own for each sum. */
  static void scale(
      float[] sums, float unit, float[] rest, float[] factor, float[] below, int count) {
    for (int i = 0; i < count; i++) {
      float sum = sums[i] * unit + rest[i];
      sums[i] = Math.max(sum, 0) * factor[i] + Math.min(sum, 0) * below[i];
    }
  }

  /** Sums of two terms, each with a multiplier {@code high * 2^CARRY_BITS + low}, rounded once. */
  static void addOther(
      float[] own,
      float[] other,
      float otherZero,
      float ownHigh,
      float ownLow,
      float otherHigh,
      float otherLow,
      int count) {
    for (int i = 0; i < count; i++) {
      float steps = other[i] - otherZero;
      float high = own[i] * ownHigh + steps * otherHigh;
      float low = own[i] * ownLow + steps * otherLow;
      own[i] = high * CARRY + low;
    }
  }

  /** Copies numbers that lie steps apart to places side by side. */
  static void gather(float[] from, int at, int step, float[] to, int toAt, int count) {
    if (step == 1) {
      System.arraycopy(from, at, to, toAt, count);
      return;
    }
    for (int i = 0, source = at; i < count; i++, source += step) {
      to[toAt + i] = from[source];
    }
  }

  /** The same for several such rows, the first elements of which lie some steps apart. */
  static void gather(
      float[] from,
      int at,
      int rowStep,
      int step,
      float[][] to,
      int first,
      int rows,
      int toAt,
      int count) {
    int i = 0;
    for (; rowStep == 1 && step != 1 && i + 4 <= rows; i += 4) {
      gather(
          from,
          at + i,
          step,
          to[first + i],
          to[first + i + 1],
          to[first + i + 2],
          to[first + i + 3],
          toAt,
          count);
    }
    for (; i < rows; i++) {
      gather(from, at + i * rowStep, step, to[first + i], toAt, count);
    }
  }

  private static void gather(
      float[] from,
      int at,
      int step,
      float[] a,
      float[] b,
      float[] c,
      float[] d,
      int toAt,
      int count) {
    for (int i = 0, source = at; i < count; i++, source += step) {
      a[toAt + i] = from[source];
      b[toAt + i] = from[source + 1];
      c[toAt + i] = from[source + 2];
      d[toAt + i] = from[source + 3];
    }
  }

  /** Copies several rows of numbers that lie side by side to places that are steps apart. */
  static void scatter(
      float[][] from, int first, int rows, float[] to, int at, int rowStep, int step, int count) {
    int i = 0;
    for (; rowStep == 1 && step != 1 && i + 4 <= rows; i += 4) {
      scatter(
          from[first + i],
          from[first + i + 1],
          from[first + i + 2],
          from[first + i + 3],
          to,
          at + i,
          step,
          count);
    }
    for (; i < rows; i++) {
      scatter(from[first + i], to, at + i * rowStep, step, count);
    }
  }

  private static void scatter(
      float[] a, float[] b, float[] c, float[] d, float[] to, int at, int step, int count) {
    for (int i = 0, target = at; i < count; i++, target += step) {
      to[target] = a[i];
      to[target + 1] = b[i];
      to[target + 2] = c[i];
      to[target + 3] = d[i];
    }
  }

  private static void scatter(float[] from, float[] to, int at, int step, int count) {
    if (step == 1) {
      System.arraycopy(from, 0, to, at, count);
      return;
    }
    for (int i = 0, target = at; i < count; i++, target += step) {
      to[target] = from[i];
    }
  }
}
