package io.repqc.codegen.lower;

import io.repqc.ir.ElementType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.Normalize;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Pool;
import io.repqc.ir.op.PoolFunction;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Resize;
import io.repqc.ir.op.ResizeMode;
import io.repqc.ir.op.Softmax;
import io.repqc.ir.op.TransposedConvolution;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What integer code asks of the operands of ops that sum or compare many elements. */
final class Operands {
  private static final Set<Class<? extends Op>> READS_LEVELS =
      Set.of(
          Convolution.class,
          Linear.class,
          MatMul.class,
          Normalize.class,
          Pool.class,
          Reduce.class,
          Resize.class,
          Softmax.class,
          TransposedConvolution.class);

  private Operands() {}

  /** Whether a product has weights, as a linear layer has: one matrix that is known. */
  static boolean hasWeights(MatMul op, boolean isKnown) {
    return isKnown && op.right().type().rank() == 2;
  }

  /** Why code cannot take the operands of this op, if it cannot. */
  static Optional<String> problem(Value value, Constants constants) {
    Op op = value.op();
    Stream<String> levels =
        levels(op, constants).stream()
            .filter(operand -> !isLevels(operand, isMaxPool(op)))
            .map(operand -> "of %s; it takes 8-bit levels".formatted(about(operand)));
    Stream<String> weights =
        weights(op, constants).stream()
            .filter(operand -> operand.type().quantization().reach() > Short.MAX_VALUE)
            .map(operand -> "with the weights %s; they take 16 bits".formatted(about(operand)));
    return Stream.concat(levels, weights).findFirst().map(what -> problem(value, what));
  }

  private static String problem(Value value, String what) {
    String op = OpSchema.mnemonic(value.op());
    return "\"%s\": there is no integer code for %s %s".formatted(value.name(), op, what);
  }

  private static String about(Value operand) {
    return "\"%s\", which is %s".formatted(operand.name(), operand.type());
  }

  /** It compares integers, which need no scale. */
  private static boolean isMaxPool(Op op) {
    return op instanceof Pool && ((Pool) op).function() == PoolFunction.MAX;
  }

  private static boolean isLevels(Value value, boolean mayBePlain) {
    boolean isStored =
        value.elementType() == ElementType.I8 || value.elementType() == ElementType.U8;
    boolean isQuantized = value.type().quantization().isPresent();
    return isStored
        && (isQuantized ? value.type().quantization().zeroPoints().size() == 1 : mayBePlain);
  }

  /** Those that must be 8-bit integers; the others, if any, are known. */
  private static List<Value> levels(Op op, Constants constants) {
    if (!READS_LEVELS.contains(op.getClass()) || isExtreme(op) || isNearest(op)) {
      return List.of();
    }
    List<Value> operands = OpSchema.operands(op);
    boolean alike = op instanceof MatMul && weights(op, constants).isEmpty();
    return alike ? operands : operands.subList(0, 1);
  }

  private static boolean isExtreme(Op op) {
    if (!(op instanceof Reduce)) {
      return false;
    }
    ReduceFunction function = ((Reduce) op).function();
    return function == ReduceFunction.MAX || function == ReduceFunction.MIN;
  }

  private static boolean isNearest(Op op) {
    return op instanceof Resize && ((Resize) op).sampling().mode() == ResizeMode.NEAREST;
  }

  private static List<Value> weights(Op op, Constants constants) {
    if (op instanceof MatMul) {
      MatMul product = (MatMul) op;
      boolean isKnown = constants.of(product.right()) != null;
      return hasWeights(product, isKnown) ? List.of(product.right()) : List.of();
    }
    boolean hasWeights =
        op instanceof Convolution || op instanceof TransposedConvolution || op instanceof Linear;
    return hasWeights ? List.of(OpSchema.operands(op).get(1)) : List.of();
  }
}
