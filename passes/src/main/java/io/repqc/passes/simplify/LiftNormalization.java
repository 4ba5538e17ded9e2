package io.repqc.passes.simplify;

import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Normalize;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import io.repqc.passes.Rule;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A layer normalization spelled out, as exporters do below opset 17, becomes one op:
 *
 * <pre>{@code
 * c = sub(x, mean(x))
 * add(mul(div(c, sqrt(add(mean(pow(c, 2)), epsilon))), scale), shift)
 *     ->  normalize(x, scale, shift, epsilon)
 * }</pre>
 */
public final class LiftNormalization implements Rule {
  @Override
  public Optional<Value> apply(Value value, Context context) {
    return weighted(value, BinaryFunction.ADD)
        .flatMap(sum -> weighted(sum.data, BinaryFunction.MUL).flatMap(s -> lifted(s, sum.weight)))
        .filter(op -> op.x().type().equals(value.type()))
        .map(op -> Value.of(value.name(), op));
  }

  private static Optional<Normalize> lifted(Weighted scaled, Value shift) {
    return binary(scaled.data, BinaryFunction.DIV)
        .flatMap(
            quotient ->
                centred(quotient.left())
                    .flatMap(mean -> lifted(quotient, mean, scaled.weight, shift)));
  }

  private static Optional<Normalize> lifted(
      Binary quotient, Reduce mean, Value scale, Value shift) {
    OptionalDouble epsilon = epsilon(quotient.right(), quotient.left(), mean);
    return epsilon.isPresent() && reaches(scale, mean.x()) && reaches(shift, mean.x())
        ? Optional.of(new Normalize(mean.x(), scale, shift, mean.axes(), epsilon.getAsDouble()))
        : Optional.empty();
  }

  /** The mean of a value from which just that is taken away. */
  private static Optional<Reduce> centred(Value value) {
    return binary(value, BinaryFunction.SUB)
        .flatMap(difference -> mean(difference.right()).filter(m -> m.x() == difference.left()));
  }

  /** What is added to the variance of {@code centred} under a root. */
  private static OptionalDouble epsilon(Value root, Value centred, Reduce mean) {
    return root(root)
        .flatMap(radicand -> weighted(radicand, BinaryFunction.ADD))
        .filter(sum -> mean(sum.data).filter(m -> isVariance(m, centred, mean)).isPresent())
        .map(sum -> number(sum.weight))
        .orElse(OptionalDouble.empty());
  }

  /** The difference from the mean may be written once or twice. */
  private static boolean isVariance(Reduce variance, Value centred, Reduce mean) {
    return variance.axes().equals(mean.axes())
        && variance.x().op() instanceof Binary square
        && square.left().op().equals(centred.op())
        && switch (square.function()) {
          case POW -> number(square.right()).equals(OptionalDouble.of(2));
          case MUL -> square.right().op().equals(centred.op());
          default -> false;
        };
  }

  private static Optional<Reduce> mean(Value value) {
    return value.op() instanceof Reduce mean
            && mean.function() == ReduceFunction.MEAN
            && mean.keepDims()
            && mean.x().elementType().isFloat()
        ? Optional.of(mean)
        : Optional.empty();
  }

  private static Optional<Value> root(Value value) {
    return value.op() instanceof Unary root && root.function() == UnaryFunction.SQRT
        ? Optional.of(root.x())
        : Optional.empty();
  }

  private static Optional<Binary> binary(Value value, BinaryFunction function) {
    return value.op() instanceof Binary binary && binary.function() == function
        ? Optional.of(binary)
        : Optional.empty();
  }

  /** The operands of a sum or product, whichever way round, of which one is a weight. */
  private static Optional<Weighted> weighted(Value value, BinaryFunction function) {
    return binary(value, function)
        .map(
            op ->
                isWeight(op.right())
                    ? new Weighted(op.left(), op.right())
                    : new Weighted(op.right(), op.left()))
        .filter(operands -> isWeight(operands.weight));
  }

  private static boolean isWeight(Value value) {
    return value.op() instanceof Parameter
        || value.op() instanceof Constant
        || value.op() instanceof Reshape reshape && isWeight(reshape.x());
  }

  private static OptionalDouble number(Value value) {
    return value.op() instanceof Constant constant && constant.tensor().count() == 1
        ? OptionalDouble.of(constant.tensor().number(0))
        : OptionalDouble.empty();
  }

  private static boolean reaches(Value weight, Value x) {
    return new Binary(BinaryFunction.MUL, weight, x).inferType().shape().equals(x.shape());
  }

  private record Weighted(Value data, Value weight) {}
}
