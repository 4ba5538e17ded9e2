package io.repqc.ir.op;

import io.repqc.ir.IrException;
import java.util.function.DoubleUnaryOperator;

/** Functions of one number. Those of one or two constants take them as alpha and beta. */
public enum UnaryFunction implements Family {
  ABS(0, (x, alpha, beta) -> Math.abs(x)),
  CEIL(0, (x, alpha, beta) -> Math.ceil(x)),
  CELU(1, (x, alpha, beta) -> x > 0 ? x : alpha * StrictMath.expm1(x / alpha)),
  ELU(1, (x, alpha, beta) -> x > 0 ? x : alpha * StrictMath.expm1(x)),
  ERF(0, (x, alpha, beta) -> ErrorFunction.erf(x)),
  EXP(0, (x, alpha, beta) -> StrictMath.exp(x)),
  FLOOR(0, (x, alpha, beta) -> Math.floor(x)),
  GELU(0, (x, alpha, beta) -> 0.5 * x * ErrorFunction.erfc(-x / Math.sqrt(2))),
  GELU_TANH(
      0,
      (x, alpha, beta) ->
          0.5 * x * (1 + StrictMath.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))),
  HARD_SIGMOID(2, (x, alpha, beta) -> Math.max(0, Math.min(1, alpha * x + beta))),
  HARD_SWISH(0, (x, alpha, beta) -> x * Math.max(0, Math.min(1, x / 6 + 0.5))),
  LOG(0, (x, alpha, beta) -> StrictMath.log(x)),
  MISH(0, (x, alpha, beta) -> x * StrictMath.tanh(softplus(x))),
  NEG(0, (x, alpha, beta) -> -x),
  NOT(0, (x, alpha, beta) -> x == 0 ? 1 : 0),
  RECIPROCAL(0, (x, alpha, beta) -> 1 / x),
  ROUND(0, (x, alpha, beta) -> Math.rint(x)),
  SELU(2, (x, alpha, beta) -> beta * (x > 0 ? x : alpha * StrictMath.expm1(x))),
  SIGMOID(0, (x, alpha, beta) -> 1 / (1 + StrictMath.exp(-x))),
  SIGN(0, (x, alpha, beta) -> Math.signum(x)),
  SOFTPLUS(0, (x, alpha, beta) -> softplus(x)),
  SOFTSIGN(0, (x, alpha, beta) -> x / (1 + Math.abs(x))),
  SQRT(0, (x, alpha, beta) -> Math.sqrt(x)),
  TANH(0, (x, alpha, beta) -> StrictMath.tanh(x)),
  THRESHOLDED_RELU(1, (x, alpha, beta) -> x > alpha ? x : 0);

  @FunctionalInterface
  private interface Definition {
    double apply(double x, double alpha, double beta);
  }

  private final int constants;
  private final Definition definition;

  UnaryFunction(int constants, Definition definition) {
    this.constants = constants;
    this.definition = definition;
  }

  /** This function with its constants fixed; those that it does not take must be 0. */
  public DoubleUnaryOperator with(double alpha, double beta) {
    IrException.check(
        (constants > 0 || alpha == 0) && (constants > 1 || beta == 0),
        "%s takes %d constants",
        mnemonic(),
        constants);
    return x -> definition.apply(x, alpha, beta);
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
