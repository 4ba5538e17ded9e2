package io.repqc.passes.fuse;

import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Levels;
import io.repqc.ir.op.RequantizeLeaky;
import java.util.Optional;

/** Leaky rectifiers whose slopes are fixed, in one rounding with what they rectify. */
record Rectifiers(Twins twins) {

  Optional<Value> leaky(Value value, Levels levels, String name) {
    if (!(value.op() instanceof Binary binary)
        || binary.function() != BinaryFunction.PRELU
        || !twins.fixed().holds(binary.right())
        || !binary.left().shape().equals(value.shape())) {
      return Optional.empty();
    }
    return twins.find(binary.left()).flatMap(x -> leaky(x, binary.right(), levels, name));
  }

  private Optional<Value> leaky(Value x, Value slope, Levels levels, String name) {
    Tensor numbers = twins.fixed().numbers(slope);
    int axis = axis(x, numbers);
    boolean isByChannel = x.type().quantization().scales().size() > 1;
    if (axis < 0 || isByChannel && axis != x.type().quantization().axis()) {
      return Optional.empty();
    }
    Tensor list =
        numbers.isUniform()
            ? numbers.pick(Shape.of(1), new int[1])
            : numbers.reshape(Shape.of(numbers.count()));
    Value slopes = twins.parameter(slope.name(), plain(list));
    return Optional.of(
        Value.of(name, new RequantizeLeaky(x, slopes, levels, axis, twins.convention())));
  }

  private static Tensor plain(Tensor list) {
    return Tensor.of(new TensorType(list.elementType(), list.shape()), list.array());
  }

  /** The one axis along which the slopes vary, that of the scales if they do not, -1 if several. */
  private static int axis(Value x, Tensor slopes) {
    if (slopes.isUniform()) {
      return x.type().quantization().axis();
    }
    int missing = x.shape().rank() - slopes.shape().rank();
    for (int axis = 0; axis < slopes.shape().rank(); axis++) {
      if (slopes.shape().dim(axis) == slopes.count()) {
        return axis + missing;
      }
    }
    return -1;
  }
}
