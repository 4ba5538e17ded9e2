package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.List;

/** What several ops ask of their operands. */
final class Checks {
  private Checks() {}

  /** The elements that all have in common; none is quantized. */
  static ElementType sameElements(String what, Value first, Value... others) {
    isPlain(what, first);
    return sameLevels(what, first, others).elementType();
  }

  /** The door at which ops without an integer form turn quantized operands away. */
  static void isPlain(String what, Value value) {
    IrException.check(
        !value.type().quantization().isPresent(),
        "%s: %s is quantized, which this has no integer form for",
        what,
        value);
  }

  /**
   * The type that all have in common but for their shapes. If it is quantized, they lie on the same
   * levels, and none has levels by channel: ops that move, choose or compare elements work on the
   * integers as they are.
   */
  static TensorType sameLevels(String what, Value first, Value... others) {
    Quantization levels = first.type().quantization();
    IrException.check(
        !levels.isPresent() || levels.isUniform(),
        "%s: %s is quantized by channel, expected one scale",
        what,
        first);
    for (Value other : others) {
      IrException.check(
          other.elementType() == first.elementType(),
          "%s: operands differ in type: %s and %s",
          what,
          first,
          other);
      IrException.check(
          other.type().quantization().equals(levels),
          "%s: %s and %s lie on other levels; requantize one of them",
          what,
          first,
          other);
    }
    return first.type();
  }

  /** Whether the operand is quantized; if so, with one scale, as sums over its elements need. */
  static boolean isQuantized(String what, Value value) {
    return sameLevels(what, value).quantization().isPresent();
  }

  /** That a value holds steps that fit i32, for a rounding to bring to other levels. */
  static void isRoundable(String what, Value value) {
    IrException.check(
        value.type().quantization().isPresent(), "%s: %s is not quantized", what, value);
    IrException.check(
        value.elementType() != ElementType.U32 && value.elementType() != ElementType.I64,
        "%s: %s does not fit i32",
        what,
        value);
  }

  /** That sums of so great a magnitude fit the i32 that integer ops sum in. */
  static void fitsSums(String what, Value value, double magnitude) {
    IrException.check(
        magnitude <= Integer.MAX_VALUE,
        "%s: of %s, sums may reach %.0f, more than i32 holds",
        what,
        value,
        magnitude);
  }

  static void isFloat(String what, Value value) {
    IrException.check(value.elementType().isFloat(), "%s: %s is not a float", what, value);
  }

  static void hasShape(String what, Value value, Shape expected) {
    IrException.check(
        value.shape().equals(expected), "%s: found %s, expected shape %s", what, value, expected);
  }

  static void broadcastsTo(String what, Value value, Shape shape) {
    IrException.check(
        Strided.broadcastShape(what, value.shape(), shape).equals(shape),
        "%s: %s does not broadcast to %s",
        what,
        value,
        shape);
  }

  static void isAxis(String what, int axis, int rank) {
    IrException.check(axis >= 0 && axis < rank, "%s: no axis %d in rank %d", what, axis, rank);
  }

  static void areAxes(String what, List<Integer> axes, int rank) {
    axes.forEach(axis -> isAxis(what, axis, rank));
    IrException.check(
        axes.stream().distinct().count() == axes.size(), "%s: axes repeat in %s", what, axes);
  }

  static void hasLength(String what, List<?> list, int length) {
    IrException.check(
        list.size() == length,
        "%s: %d numbers in %s, expected %d",
        what,
        list.size(),
        list,
        length);
  }
}
