package io.repqc.ir.fast;

import io.repqc.ir.Interpreter.Evaluation;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.TransposedConvolution;
import io.repqc.ir.op.Unary;
import java.util.Map;
import java.util.function.Function;

/**
 * Evaluates the heavy ops with blocked loops on all cores: integers, pooling and functions of
 * single elements to the same bits as the definition, f32 sums within 1e-5 of the sum of their
 * products' magnitudes. What those loops do not cover (f64, i64, borders out of all proportion)
 * goes to the definition.
 */
public final class FastEvaluation implements Evaluation {
  private static final Map<Class<? extends Op>, Evaluation> TABLE =
      Map.of(
          BatchNorm.class, (op, operands) -> FastElements.evaluate((BatchNorm) op, operands),
          Binary.class, (op, operands) -> FastBinary.evaluate((Binary) op, operands),
          Clamp.class, (op, operands) -> FastElements.evaluate((Clamp) op, operands),
          Convolution.class, (op, operands) -> FastSums.evaluate((Convolution) op, operands),
          Linear.class, (op, operands) -> FastSums.evaluate((Linear) op, operands),
          MatMul.class, (op, operands) -> FastSums.evaluate((MatMul) op, operands),
          Pool.class, (op, operands) -> FastPool.evaluate((Pool) op, operands),
          TransposedConvolution.class,
              (op, operands) -> FastSums.evaluate((TransposedConvolution) op, operands),
          Unary.class, (op, operands) -> FastElements.evaluate((Unary) op, operands));

  @Override
  public Tensor evaluate(Op op, Function<Value, Tensor> operands) {
    return TABLE.getOrDefault(op.getClass(), REFERENCE).evaluate(op, operands);
  }
}
