package io.repqc.ir;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What one element of a tensor is. The last three are storage types: narrower than a byte. */
public enum ElementType {
  F32(Kind.FLOAT, 32),
  F64(Kind.FLOAT, 64),
  F8E4M3(Kind.FLOAT, 8),
  F8E5M2(Kind.FLOAT, 8),
  I8(Kind.SIGNED, 8),
  U8(Kind.UNSIGNED, 8),
  I16(Kind.SIGNED, 16),
  U16(Kind.UNSIGNED, 16),
  I32(Kind.SIGNED, 32),
  U32(Kind.UNSIGNED, 32),
  I64(Kind.SIGNED, 64),
  BOOL(Kind.TRUTH, 8),
  I4(Kind.SIGNED, 4),
  U4(Kind.UNSIGNED, 4),
  B1(Kind.UNSIGNED, 1);

  private enum Kind {
    FLOAT,
    SIGNED,
    UNSIGNED,
    TRUTH
  }

  private final Kind kind;
  private final int bits;

  ElementType(Kind kind, int bits) {
    this.kind = kind;
    this.bits = bits;
  }

  /** The type written {@code text}, such as {@code f32}. */
  public static Optional<ElementType> parse(String text) {
    return Arrays.stream(values()).filter(type -> type.toString().equals(text)).findFirst();
  }

  public int bits() {
    return bits;
  }

  public boolean isFloat() {
    return kind == Kind.FLOAT;
  }

  public boolean isInteger() {
    return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
  }

  /** The smallest integer of this type. */
  public long minimum() {
    IrException.check(!isFloat(), "%s has no smallest integer", this);
    return kind == Kind.SIGNED ? -1L << (bits - 1) : 0;
  }

  /** The largest integer of this type. */
  public long maximum() {
    IrException.check(!isFloat(), "%s has no largest integer", this);
    return switch (kind) {
      case SIGNED -> ~(-1L << (bits - 1));
      case TRUTH -> 1;
      default -> (1L << bits) - 1;
    };
  }

  /** {@code value} modulo the width of this type, as a two's complement machine stores it. */
  public long wrap(long value) {
    return switch (kind) {
      case SIGNED -> value << (64 - bits) >> (64 - bits);
      case UNSIGNED -> value & (-1L >>> (64 - bits));
      case TRUTH -> value != 0 ? 1 : 0;
      case FLOAT -> throw new IrException(this + " does not wrap");
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
