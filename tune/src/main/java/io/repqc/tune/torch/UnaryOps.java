package io.repqc.tune.torch;

import io.repqc.ir.op.Cast;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Select;
import io.repqc.ir.op.Unary;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Functions of each element. */
final class UnaryOps {
  /** From here on, softplus is its argument in double precision, too. */
  private static final double SOFTPLUS_IS_LINEAR = 50;

  private UnaryOps() {}

  static Tensor unary(Unary op, Pass pass) {
    Tensor x = pass.of(op.x());
    return switch (op.function()) {
      case ABS -> x.abs();
      case CEIL -> x.ceil();
      case CELU -> torch.celu(x, new Scalar(op.alpha()));
      case ELU -> elu(x, op.alpha(), 1);
      case ERF -> torch.erf(x);
      case EXP -> x.exp();
      case FLOOR -> x.floor();
      case GELU -> torch.gelu(x, "none");
      case GELU_TANH -> torch.gelu(x, "tanh");
      case HARD_SIGMOID -> hardSigmoid(x, op.alpha(), op.beta());
      case HARD_SWISH -> torch.hardswish(x);
      case LOG -> x.log();
      case MISH -> torch.mish(x);
      case NEG -> x.neg();
      case NOT -> x.logical_not();
      case RECIPROCAL -> x.reciprocal();
      case ROUND -> QuantizerOps.roundedInPlace(x.clone());
      case SELU -> elu(x, op.alpha(), op.beta());
      case SIGMOID -> x.sigmoid();
      case SIGN -> x.sign();
      case SOFTPLUS -> torch.softplus(x, new Scalar(1.0), new Scalar(SOFTPLUS_IS_LINEAR));
      case SOFTSIGN -> x.div(x.abs().add(new Scalar(1.0)));
      case SQRT -> x.sqrt();
      case TANH -> x.tanh();
      case THRESHOLDED_RELU -> torch.threshold(x, new Scalar(op.alpha()), new Scalar(0.0));
    };
  }

  private static Tensor elu(Tensor x, double alpha, double scale) {
    return torch.elu(x, new Scalar(alpha), new Scalar(scale), new Scalar(1.0));
  }

  private static Tensor hardSigmoid(Tensor x, double alpha, double beta) {
    Tensor line = x.mul(new Scalar(alpha)).add(new Scalar(beta));
    return line.clamp(optional(0.0), optional(1.0));
  }

  static Tensor clamp(Clamp op, Pass pass) {
    Tensor x = pass.of(op.x());
    if (!op.x().elementType().isFloat()) {
      long lowest = op.x().elementType().minimum();
      long highest = op.x().elementType().maximum();
      Scalar low = new Scalar(Math.max(lowest, Math.min(highest, (long) op.low())));
      Scalar high = new Scalar(Math.max(lowest, Math.min(highest, (long) op.high())));
      return x.clamp(new ScalarOptional(low), new ScalarOptional(high));
    }
    if (op.low() == 0 && op.high() == Double.POSITIVE_INFINITY) {
      return torch.relu(x);
    }
    return x.clamp(optional(op.low()), optional(op.high()));
  }

  private static ScalarOptional optional(double number) {
    return Double.isInfinite(number)
        ? new ScalarOptional()
        : new ScalarOptional(new Scalar(number));
  }

  static Tensor cast(Cast op, Pass pass) {
    return pass.of(op.x()).to(Transfer.elements(op.to()));
  }

  static Tensor select(Select op, Pass pass) {
    return torch.where(pass.of(op.condition()), pass.of(op.whenTrue()), pass.of(op.whenFalse()));
  }
}
