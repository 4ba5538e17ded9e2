package io.repqc.tune.torch;

import io.repqc.ir.Value;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Quantize;
import io.repqc.tune.engine.RoundingRule;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/** Quantizers: alone they make integers, as a pair they round within the reals. */
final class QuantizerOps {
  private QuantizerOps() {}

  /**
   * The numbers rounded where they lie, so that autograd, which does not see it, takes them for
   * what they were: straight through. Only for a tensor that nobody else holds.
   */
  static Tensor roundedInPlace(Tensor fresh) {
    fresh.variable_data().round_();
    return fresh;
  }

  static Tensor quantize(Quantize op, Pass pass) {
    Tensor scale = pass.of(op.scale());
    Tensor quotient = pass.of(op.x()).to(scale.scalar_type()).div(along(scale, op.x(), op.axis()));
    Tensor zero = along(pass.of(op.zeroPoint()), op.x(), op.axis());
    return quotient
        .round()
        .add(zero.to(scale.scalar_type()))
        .clamp(optional(op.minimum()), optional(op.maximum()))
        .to(Transfer.elements(op.storage()));
  }

  static Tensor dequantize(Dequantize op, Pass pass) {
    Optional<Value> quantizer = Reading.partner(op);
    if (quantizer.isPresent()) {
      return pair(quantizer.get(), pass);
    }
    Tensor scale = pass.of(op.scale());
    Tensor zero = along(pass.of(op.zeroPoint()), op.x(), op.axis()).to(scale.scalar_type());
    Tensor steps = pass.of(op.x()).to(scale.scalar_type()).sub(zero);
    return steps.mul(along(scale, op.x(), op.axis()));
  }

  private static Tensor pair(Value value, Pass pass) {
    Quantize op = (Quantize) value.op();
    Tensor x = pass.of(op.x());
    Tensor scale = along(pass.of(op.scale()), op.x(), op.axis());
    Limits limits = limits(op, pass);
    Optional<RoundingRule> rule = pass.rule(value);
    if (rule.isEmpty()) {
      return exact(x, scale, limits).detach();
    }
    return switch (rule.get()) {
      case BOUND_THEN_ROUND -> roundedInPlace(limits.clamp(x.div(scale))).mul(scale);
      case ROUND_THEN_BOUND -> limits.clamp(roundedInPlace(x.div(scale))).mul(scale);
      case BOUND -> {
        Tensor bounded = limits.times(scale).clamp(x);
        bounded.variable_data().copy_(exact(x, scale, limits).detach());
        yield bounded;
      }
      case NOISE -> limits.times(scale).clamp(x).add(scale.mul(pass.noise(x)));
    };
  }

  private static Tensor exact(Tensor x, Tensor scale, Limits limits) {
    return limits.clamp(x.div(scale).round()).mul(scale);
  }

  /** The least and the greatest number of steps from zero. */
  private static Limits limits(Quantize op, Pass pass) {
    Tensor zero = pass.of(op.zeroPoint());
    if (Reading.isZero(op.zeroPoint())) {
      return new Limits(
          new Scalar((double) op.minimum()), new Scalar((double) op.maximum()), null, null);
    }
    Tensor point = along(zero, op.x(), op.axis());
    if (op.zeroPoint().elementType().isFloat()) {
      point = roundedInPlace(point.clone());
    } else {
      point = point.to(pass.of(op.scale()).scalar_type());
    }
    Tensor steps = point.neg();
    return new Limits(
        null,
        null,
        steps.add(new Scalar((double) op.minimum())),
        steps.add(new Scalar((double) op.maximum())));
  }

  /** Bounds that are numbers, or where the zero point is computed, tensors. */
  private record Limits(Scalar least, Scalar most, Tensor lowest, Tensor highest) {

    Tensor clamp(Tensor x) {
      return least != null
          ? x.clamp(new ScalarOptional(least), new ScalarOptional(most))
          : x.clamp(new TensorOptional(lowest), new TensorOptional(highest));
    }

    Limits times(Tensor scale) {
      return least != null
          ? new Limits(null, null, scale.mul(least), scale.mul(most))
          : new Limits(null, null, scale.mul(lowest), scale.mul(highest));
    }
  }

  private static ScalarOptional optional(double number) {
    return new ScalarOptional(new Scalar(number));
  }

  /** A scale as it broadcasts to x: one number for each index of the axis is put in its place. */
  private static Tensor along(Tensor scale, Value x, int axis) {
    if (scale.numel() == 1) {
      return scale.reshape();
    }
    if (scale.ndimension() != 1) {
      return scale;
    }
    long[] dims = new long[x.shape().rank()];
    Arrays.fill(dims, 1);
    dims[axis] = scale.numel();
    return scale.reshape(dims);
  }
}
