package io.repqc.passes.repair;

import io.repqc.ir.ElementType;
import io.repqc.ir.Tensor;
import io.repqc.ir.Uses;
import io.repqc.ir.Value;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Parameter;
import java.util.Optional;

/** The bias of a layer as a parameter of its own: integers on a scale, or floats without one. */
record Bias(Value parameter, Optional<Value> scale) {

  static Optional<Bias> of(Layer layer, Uses uses) {
    Value value = layer.bias();
    Bias bias =
        value.op() instanceof Dequantize dequantize
            ? new Bias(dequantize.x(), Optional.of(dequantize.scale()))
            : new Bias(value, Optional.empty());
    boolean isOwn = uses.count(value) == 1 && uses.count(bias.parameter) == 1;
    return isOwn && bias.parameter.op() instanceof Parameter ? Optional.of(bias) : Optional.empty();
  }

  /** The numbers of the parameter for a bias that is {@code change} more. */
  Tensor plus(double[] change, Lockstep numbers) {
    Tensor old = numbers.number(parameter);
    if (scale.isEmpty()) {
      return Tensor.generate(old.type(), i -> old.number(i) + change[i]);
    }
    Tensor steps = numbers.number(scale.get());
    ElementType storage = old.elementType();
    return Tensor.generateIntegers(
        old.type(),
        i -> {
          double step = steps.number(steps.count() == 1 ? 0 : i);
          double level = old.number(i) + Math.rint(change[i] / step);
          return (long) Math.max(storage.minimum(), Math.min(storage.maximum(), level));
        });
  }
}
