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
 * quantized, sums in i32 whose scale is the exact product of theirs. What is added to them then
 * either has no scale of its own, and is in their unit, or has one that is finer by a power of two,
 * and the sums have that: the products are multiplied by this power.
 */
record Products(
    String what, ElementType elements, Quantization left, Quantization right, Quantization added) {

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
    Quantization scale = Quantization.NONE;
    for (Value value : added) {
      IrException.check(
          value.elementType() == elements, "%s: %s is not of %s", what, value, elements);
      scale = value.type().quantization();
    }
    return new Products(
        what, elements, left.type().quantization(), right.type().quantization(), scale);
  }

  /** By how many bits what is added is finer than the products. */
  int finerBits() {
    return added.isPresent()
        ? Math.getExponent(left.scale(0) * right.scale(0) / added.scale(0))
        : 0;
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
    return new TensorType(elements, shape, Quantization.sums(finer(repeated), resultAxis));
  }

  private List<Double> finer(List<Double> scales) {
    int bits = finerBits();
    List<Double> finer = scales.stream().map(scale -> Math.scalb(scale, -bits)).toList();
    IrException.check(
        !added.isPresent() || bits >= 0 && bits < Integer.SIZE && added.scales().equals(finer),
        "%s: the bias has the scales %s, and the products %s",
        what,
        added.scales(),
        scales);
    return finer;
  }
}
