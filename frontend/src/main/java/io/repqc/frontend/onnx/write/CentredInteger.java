package io.repqc.frontend.onnx.write;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Cast;
import io.repqc.ir.op.Constant;
import java.util.Arrays;
import java.util.Optional;

/** An i32 tensor that is 8-bit integers less one zero point. */
record CentredInteger(Value integers, Value zeroPoint) {

  static Optional<CentredInteger> of(Value value) {
    if (value.op() instanceof Constant constant) {
      return split(constant.tensor());
    }
    if (value.op() instanceof Binary binary && binary.function() == BinaryFunction.SUB) {
      return narrow(binary.left())
          .flatMap(
              integers ->
                  zeroPoint(binary.right(), integers.elementType())
                      .map(zero -> new CentredInteger(integers, zero)));
    }
    return narrow(value)
        .map(integers -> new CentredInteger(integers, scalar(integers.elementType(), 0)));
  }

  /** What an i32 tensor was cast from, if that has 8 bits. */
  private static Optional<Value> narrow(Value value) {
    boolean isWidened =
        value.op() instanceof Cast cast
            && cast.to() == ElementType.I32
            && cast.x().elementType().isInteger()
            && cast.x().elementType().bits() == 8;
    return isWidened ? Optional.of(((Cast) value.op()).x()) : Optional.empty();
  }

  private static Optional<Value> zeroPoint(Value value, ElementType type) {
    if (value.shape().count() != 1 || value.shape().rank() > 1) {
      return Optional.empty();
    }
    return Constants.numbers(value)
        .map(tensor -> tensor.integer(0))
        .filter(zero -> type.minimum() <= zero && zero <= type.maximum())
        .map(zero -> scalar(type, zero))
        .or(() -> narrow(value).filter(zero -> zero.elementType() == type));
  }

  /** Numbers that lie no further apart than the u8 integers are those less a zero point. */
  private static Optional<CentredInteger> split(Tensor tensor) {
    long low = Math.min(0, Arrays.stream(tensor.toIntegers()).min().orElse(0));
    long high = Math.max(0, Arrays.stream(tensor.toIntegers()).max().orElse(0));
    if (high - low > ElementType.U8.maximum()) {
      return Optional.empty();
    }
    TensorType type = new TensorType(ElementType.U8, tensor.shape());
    Tensor integers = Tensor.generateIntegers(type, i -> tensor.integer(i) - low);
    return Optional.of(
        new CentredInteger(
            Value.of("integers", new Constant(integers)), scalar(ElementType.U8, -low)));
  }

  private static Value scalar(ElementType type, long number) {
    return Value.of(
        "zero_point", new Constant(Tensor.fill(new TensorType(type, Shape.SCALAR), number)));
  }

  /** The names of the integers and of their zero point; {@code part} tells new ones apart. */
  String[] names(NodeWriter node, String part) {
    return new String[] {name(node, part, integers), name(node, part + "_zero_point", zeroPoint)};
  }

  private static String name(NodeWriter node, String suffix, Value value) {
    return Constants.numbers(value)
        .map(tensor -> node.constant(suffix, tensor))
        .orElseGet(() -> node.tensor(value));
  }
}
