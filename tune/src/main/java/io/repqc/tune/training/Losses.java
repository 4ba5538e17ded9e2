package io.repqc.tune.training;

import io.repqc.compiler.tune.TrainingSettings.Loss;
import io.repqc.ir.ElementType;
import io.repqc.ir.Names;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Reshape;
import io.repqc.ir.op.Softmax;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import java.util.List;
import java.util.stream.IntStream;

/** Losses as ops of a graph with these names, each a single number. */
record Losses(Names names) {

  /** How far {@code output} is from {@code wanted}; for classes, both hold one along the axis. */
  Value of(Loss loss, Value output, Value wanted, int classAxis) {
    return switch (loss) {
      case CROSS_ENTROPY -> crossEntropy(output, wanted, classAxis);
      case L1 -> mean(unary(UnaryFunction.ABS, difference(output, wanted)));
      case L2 -> {
        Value difference = difference(output, wanted);
        yield mean(binary(BinaryFunction.MUL, difference, difference));
      }
    };
  }

  /** {@code -sum(shares * log softmax(logits))} over the classes, on average over all positions. */
  private Value crossEntropy(Value logits, Value shares, int axis) {
    Value logarithms = value("log_softmax", new Softmax(logits, axis, true));
    Value products = binary(BinaryFunction.MUL, shares, logarithms);
    Value sums = value("sum", new Reduce(ReduceFunction.SUM, products, List.of(axis), false));
    return unary(UnaryFunction.NEG, mean(sums));
  }

  /** The shares of classes that these logits say. */
  Value softmax(Value logits, int axis) {
    return value("softmax", new Softmax(logits, axis, false));
  }

  Value difference(Value output, Value wanted) {
    return binary(BinaryFunction.SUB, output, wanted);
  }

  private Value mean(Value x) {
    List<Integer> axes = IntStream.range(0, x.shape().rank()).boxed().toList();
    return value("mean", new Reduce(ReduceFunction.MEAN, x, axes, false));
  }

  /** {@code factor * x}, for a single number. */
  Value times(double factor, Value x) {
    Value constant = value("factor", new Constant(Tensor.scalar(ElementType.F32, factor)));
    Value scalar = x.shape().equals(Shape.SCALAR) ? x : value("scalar", new Reshape(x, List.of()));
    return binary(BinaryFunction.MUL, constant, scalar);
  }

  Value sum(Value left, Value right) {
    return binary(BinaryFunction.ADD, left, right);
  }

  private Value binary(BinaryFunction function, Value left, Value right) {
    return value(function.mnemonic(), new Binary(function, left, right));
  }

  private Value unary(UnaryFunction function, Value x) {
    return value(function.mnemonic(), new Unary(function, x));
  }

  private Value value(String name, Op op) {
    return names.value("loss." + name, op);
  }
}
