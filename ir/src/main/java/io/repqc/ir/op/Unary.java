package io.repqc.ir.op;

import io.repqc.ir.ElementType;
import io.repqc.ir.IrException;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/** A function of each element. */
public record Unary(UnaryFunction function, Value x, double alpha, double beta) implements Op {

  public Unary(UnaryFunction function, Value x) {
    this(function, x, 0, 0);
  }

  @Override
  public TensorType inferType() {
    Checks.isPlain(function.mnemonic(), x);
    IrException.check(
        (function == UnaryFunction.NOT) == (x.elementType() == ElementType.BOOL),
        "%s: operand is %s",
        function.mnemonic(),
        x);
    function.with(alpha, beta);
    return new TensorType(x.elementType(), x.shape());
  }

  @Override
  public Tensor evaluate(Function<Value, Tensor> operands) {
    Tensor tensor = operands.apply(x);
    DoubleUnaryOperator apply = function.with(alpha, beta);
    return x.elementType() == ElementType.I64
        ? Tensor.generateIntegers(inferType(), i -> exact(tensor.integer(i), apply))
        : Tensor.generate(inferType(), i -> apply.applyAsDouble(tensor.number(i)));
  }

  /**
   * A 64-bit integer does not fit a double; the functions that make sense for one do not need it.
   */
  private long exact(long number, DoubleUnaryOperator apply) {
    return switch (function) {
      case NEG -> -number;
      case ABS -> Math.abs(number);
      case SIGN -> Long.signum(number);
      default -> (long) apply.applyAsDouble(number);
    };
  }
}
