package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.Collections;
import java.util.List;

/**
 * What sums of products of two operands are: floats or integers like them, or, where they are
 * quantized, sums in i32 whose scale is the exact product of theirs.
 */
record Products(String what, ElementType elements, Quantization left, Quantization right) {

  /** Of operands that are quantized or not, and of what else is added: of the sums' own type. */
  static Products of(String what, Value left, Value right, Value... added) {
    boolean isQuantized = left.type().quantization().isPresent();
    IrException.check(
        isQuantized == right.type().quantization().isPresent(),
        "%s: of %s and %s one is quantized",
        what,
        left,
        right);
    ElementType elements = isQuantized ? ElementType.I32 : Checks.sameElements(what, left, right);
    for (Value value : added) {
      IrException.check(
          value.elementType() == elements, "%s: %s is not of %s", what, value, elements);
    }
    return new Products(what, elements, left.type().quantization(), right.type().quantization());
  }

  /** The type of single products in this shape, of quantized operands of one scale each. */
  TensorType each(Shape shape) {
    IrException.check(
        left.isUniform() && right.isUniform(), "%s: an operand is quantized by channel", what);
    double magnitude = (double) left.reach() * right.reach();
    IrException.check(
        magnitude <= Integer.MAX_VALUE,
        "%s: products may reach %.0f, more than i32 holds",
        what,
        magnitude);
    double scale = left.scale(0) * right.scale(0);
    return new TensorType(elements, shape, Quantization.sums(List.of(scale), 0));
  }

  /**
   * The type of sums in this shape. The right operand may have a scale for each index of {@code
   * axis}; they run along {@code resultAxis}, repeated where that is longer.
   */
  TensorType type(Shape shape, int axis, int resultAxis) {
    if (!left.isPresent()) {
      return new TensorType(elements, shape);
    }
    IrException.check(left.isUniform(), "%s: the left operand has several scales", what);
    IrException.check(
        right.isUniform() || right.axis() == axis,
        "%s: scales along axis %d, expected axis %d",
        what,
        right.axis(),
        axis);
    List<Double> scales = right.scales().stream().map(scale -> left.scale(0) * scale).toList();
    int repeats = scales.size() == 1 ? 1 : shape.dim(resultAxis) / scales.size();
    List<Double> repeated =
        Collections.nCopies(repeats, scales).stream().flatMap(List::stream).toList();
    return new TensorType(elements, shape, Quantization.sums(repeated, resultAxis));
  }
}
