package io.repqc.frontend.onnx.write;

import io.repqc.ir.ElementType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The element types that an operator takes, of which one stands in for each type that it does not
 * take. Where ONNX and ONNX Runtime differ, this is what ONNX Runtime computes with.
 */
enum Carrier {
  ANY(
      ElementType.F32,
      ElementType.F64,
      ElementType.I8,
      ElementType.U8,
      ElementType.I16,
      ElementType.U16,
      ElementType.I32,
      ElementType.U32,
      ElementType.I64,
      ElementType.BOOL),
  BOUNDED(
      ElementType.F32,
      ElementType.F64,
      ElementType.I8,
      ElementType.U8,
      ElementType.I32,
      ElementType.I64),
  ARITHMETIC(ElementType.F32, ElementType.F64, ElementType.I32, ElementType.I64, ElementType.BOOL),
  NUMBERS(ElementType.F32, ElementType.F64, ElementType.I32, ElementType.I64),
  CHOSEN(ElementType.F32, ElementType.F64, ElementType.U8, ElementType.I32, ElementType.I64),
  POOLED(ElementType.F32, ElementType.F64, ElementType.I8, ElementType.U8),
  FLOATS(ElementType.F32, ElementType.F64),
  SINGLE(ElementType.F32);

  private static final List<ElementType> WIDER =
      List.of(
          ElementType.I8,
          ElementType.U8,
          ElementType.I32,
          ElementType.I64,
          ElementType.F32,
          ElementType.F64);

  private final Set<ElementType> taken;

  Carrier(ElementType... taken) {
    this.taken = Set.copyOf(Arrays.asList(taken));
  }

  /** {@code type} itself if the operator takes it, else the narrowest that holds its numbers. */
  ElementType of(ElementType type) {
    return taken.contains(type)
        ? type
        : WIDER.stream()
            .filter(taken::contains)
            .filter(wider -> holds(wider, type))
            .findFirst()
            .orElse(ElementType.F32);
  }

  /** Functions of integers are defined by way of f64. */
  private static boolean holds(ElementType wider, ElementType type) {
    if (type.isFloat() || wider.isFloat()) {
      return type.isFloat() ? wider.isFloat() && wider.bits() >= type.bits() : wider.bits() == 64;
    }
    return wider.minimum() <= type.minimum() && wider.maximum() >= type.maximum();
  }
}
