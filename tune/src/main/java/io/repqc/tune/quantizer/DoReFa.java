package io.repqc.tune.quantizer;

import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import io.repqc.tune.engine.RoundingRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The weights of DoReFa-Net (Zhou et al., arXiv 1606.06160), bounded by tanh and spread evenly over
 * all levels:
 *
 * <pre>{@code
 * t = tanh(w)      v = t / (2 max|t|) + 1/2      y = c * (2 * round(v * n) / n - 1)
 * }</pre>
 *
 * with {@code n = 2^k - 1}, and rounding counts as doing nothing. In the paper c is 1, since
 * BatchNorm follows; here it has been merged into the weight, and c is the constant that leaves the
 * weight as large as it was. The levels are the odd integers from -n to n in units of {@code c /
 * n}, zero is none of them, and the quantizer behind the expression only finds these integers. In 8
 * bits the integers are -127 to 127, one level fewer than 256, so that an i8 holds them.
 *
 * <p>Its activations are clipped to a fixed range and rounded straight through, which {@link
 * Learner#FIXED} does; where the paper says 1, the end of the range is what calibration found.
 */
final class DoReFa {
  private static final int LARGEST = 127;

  private final Site site;
  private final TraineeBuilder builder;
  private final String name;

  /** How many steps there are between the levels, and of how many integers each is. */
  private final int steps;

  private final int stride;

  private DoReFa(Site site, TraineeBuilder builder) {
    this.site = site;
    this.builder = builder;
    this.name = site.name();
    boolean isWhole = site.bits() == Byte.SIZE;
    this.steps = isWhole ? 2 * LARGEST : (1 << site.bits()) - 1;
    this.stride = isWhole ? 1 : 2;
  }

  static Learner ofWeight(Site site, TraineeBuilder builder) {
    return new Learner(RoundingRule.BOUND, new DoReFa(site, builder)::quantizer);
  }

  private Quantize quantizer(Quantize inserted) {
    Value scale = builder.constant(name + ".scale", scale());
    Value x = levels(inserted, builder.constant(name + ".unit", overX(scale(), inserted)));
    return Learner.of(x, inserted, scale, inserted.zeroPoint(), -LARGEST, LARGEST);
  }

  /** As large as the weight was: what the largest integer stood for, on the largest one now. */
  private Tensor scale() {
    double largest = stride * steps / 2.0;
    return Tensor.generate(
        site.scale().type(), i -> site.scale().number(i) * site.reach() / largest);
  }

  private Value levels(Quantize inserted, Value unit) {
    Value bounded = builder.value(name + ".tanh", new Unary(UnaryFunction.TANH, inserted.x()));
    Value shares = binary("share", BinaryFunction.DIV, bounded, largest(bounded, inserted));
    Value moved = binary("moved", BinaryFunction.MUL, shares, number("half", steps / 2.0));
    Value counted = binary("counted", BinaryFunction.ADD, moved, number("middle", steps / 2.0));
    Value rounded = builder.value(name + ".rounded", new Unary(UnaryFunction.ROUND, counted));
    Value strides = binary("strides", BinaryFunction.MUL, rounded, number("stride", stride));
    Value centred =
        binary("integers", BinaryFunction.SUB, strides, number("centre", stride * steps / 2.0));
    return binary("levels", BinaryFunction.MUL, centred, unit);
  }

  private Value largest(Value bounded, Quantize inserted) {
    Value largest = Magnitude.overX(name + ".largest", bounded, inserted, builder);
    Tensor first =
        Tensor.generate(
            site.scale().type(), i -> StrictMath.tanh(site.scale().number(i) * site.reach()));
    return Floor.under(name + ".bound", largest, overX(first, inserted), builder);
  }

  /** One number for each channel as it broadcasts over the weight. */
  private static Tensor overX(Tensor perScale, Quantize inserted) {
    Shape shape = inserted.x().shape();
    List<Integer> dims = new ArrayList<>(Collections.nCopies(shape.rank(), 1));
    if (perScale.count() > 1) {
      dims.set(inserted.axis(), perScale.count());
    }
    return Tensor.generate(
        new TensorType(perScale.elementType(), new Shape(dims)), perScale::number);
  }

  private Value number(String suffix, double number) {
    return builder.constant(name + "." + suffix, site.rounded(), number);
  }

  private Value binary(String suffix, BinaryFunction function, Value left, Value right) {
    return builder.binary(name + "." + suffix, function, left, right);
  }
}
