package io.repqc.runtime.kernel;

/** Levels as callers hold them, a byte each, and as kernels do. */
public final class Bytes {
  private Bytes() {}

  /** Reads bytes, whatever their sign, as levels from 0 to 255. */
  public static void toLevels(byte[] bytes, float[] levels) {
    for (int i = 0; i < bytes.length; i++) {
      levels[i] = bytes[i] & 0xFF;
    }
  }

  /** Writes levels from 0 to 255 as bytes. */
  public static void fromLevels(float[] levels, byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) levels[i];
    }
  }
}
