package io.repqc.ir.fast;

import java.util.ArrayList;
import java.util.List;

/**
 * Integers as digits to the base 256 that float lanes multiply and add exactly, the lowest first:
 * the sum of digit k times 256^k is the number, modulo 2^32. No digit exceeds 255 in magnitude, and
 * differences of 8-bit numbers are a single one.
 */
final class Limbs {
  static final int BITS = 8;
  static final int MAXIMUM = 255;

  private Limbs() {}

  static List<float[]> of(int[] numbers) {
    List<float[]> limbs = new ArrayList<>();
    int[] rest = numbers;
    while (!areDigits(rest)) {
      float[] low = new float[rest.length];
      int[] high = new int[rest.length];
      for (int i = 0; i < rest.length; i++) {
        low[i] = (byte) rest[i];
        high[i] = (rest[i] - (byte) rest[i]) >> BITS;
      }
      limbs.add(low);
      rest = high;
    }
    limbs.add(toFloats(rest));
    return limbs;
  }

  private static boolean areDigits(int[] numbers) {
    for (int number : numbers) {
      if (number < -MAXIMUM || number > MAXIMUM) {
        return false;
      }
    }
    return true;
  }

  private static float[] toFloats(int[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = numbers[i];
    }
    return floats;
  }
}
