package io.repqc.codegen;

/** The types of what a program computes with. */
public enum Elements {
  /** 8-bit integers of a quantized tensor, signed or not as the target stores them. */
  LEVEL(1),
  INT8(1),
  INT16(2),
  INT32(4),
  FLOAT(4),
  /** A ratio of scales, in the form of the convention. */
  FACTOR(4);

  private final int bytes;

  Elements(int bytes) {
    this.bytes = bytes;
  }

  public int bytes() {
    return bytes;
  }
}
