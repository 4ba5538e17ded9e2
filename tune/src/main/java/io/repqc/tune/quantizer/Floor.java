package io.repqc.tune.quantizer;

import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.tune.Group;

/**
 * What keeps scales positive: none falls below a 128th of what calibration found. An update that
 * would jump across zero ends there, where everything is beyond the range, so that the derivative
 * leads back.
 */
final class Floor {
  private static final double SHARE = 1.0 / 128;

  private Floor() {}

  static Tensor of(Tensor initial) {
    return Tensor.generate(initial.type(), i -> SHARE * initial.number(i));
  }

  /** A trained parameter that is brought back after each update. */
  static Value trained(
      String name, Tensor initial, Group group, double share, TraineeBuilder builder) {
    Value parameter = builder.trained(name, initial, group, share);
    Tensor floor = of(initial);
    builder.keep(
        parameter,
        now -> Tensor.generate(now.type(), i -> Math.max(now.number(i), floor.number(i))));
    return parameter;
  }

  /** An expression that stops there. */
  static Value under(String name, Value scale, Tensor initial, TraineeBuilder builder) {
    Value floor = builder.constant(name + ".floor", of(initial));
    return builder.binary(name, BinaryFunction.MAX, scale, floor);
  }
}
