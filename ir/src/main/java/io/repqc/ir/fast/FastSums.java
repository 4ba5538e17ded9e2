package io.repqc.ir.fast;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.TransposedConvolution;
import java.util.Arrays;
import java.util.function.Function;

/** The ops that are sums of products, as {@link Contraction}s. */
final class FastSums {
  private FastSums() {}

  static Tensor evaluate(Convolution op, Function<Value, Tensor> operands) {
    if (op.finerBits() > 0) {
      return finer(op, op.bias(), op.finerBits(), operands);
    }
    Geometry geometry = Geometry.of(op);
    if (!covers(op) || !geometry.isCompact()) {
      return op.evaluate(operands);
    }
    Tensor x = operands.apply(op.x());
    Tensor weight = operands.apply(op.weight());
    Object start = start(op, operands.apply(op.bias()), geometry.outputPlane());
    return geometry.isFullyConnected()
        ? sum(op, start, Contraction.linear(geometry.batch(), op.weight()), x, weight)
        : sum(op, start, Contraction.convolution(geometry), weight, x);
  }

  static Tensor evaluate(TransposedConvolution op, Function<Value, Tensor> operands) {
    if (op.finerBits() > 0) {
      return finer(op, op.bias(), op.finerBits(), operands);
    }
    TransposedSums sums = TransposedSums.of(op);
    if (!covers(op) || !sums.isCompact()) {
      return op.evaluate(operands);
    }
    Tensor x = operands.apply(op.x());
    Tensor weight = operands.apply(op.weight());
    TensorType type = op.inferType();
    int plane = type.shape().count(2, type.rank());
    Object start = start(op, operands.apply(op.bias()), plane);
    if (start instanceof float[] floats) {
      sums.addTo(floats, x.floats(), weight.floats());
    } else {
      sums.addTo((int[]) start, integers(x), integers(weight));
    }
    return Tensor.of(type, start);
  }

  static Tensor evaluate(Linear op, Function<Value, Tensor> operands) {
    if (op.finerBits() > 0) {
      return finer(op, op.bias(), op.finerBits(), operands);
    }
    if (!covers(op)) {
      return op.evaluate(operands);
    }
    Shape shape = op.x().shape();
    Contraction linear = Contraction.linear(shape.count(0, shape.rank() - 1), op.weight());
    Object start = start(op, operands.apply(op.bias()), 1);
    return sum(op, start, linear, operands.apply(op.x()), operands.apply(op.weight()));
  }

  static Tensor evaluate(MatMul op, Function<Value, Tensor> operands) {
    if (!covers(op)) {
      return op.evaluate(operands);
    }
    Tensor left = operands.apply(op.left());
    Tensor right = operands.apply(op.right());
    TensorType type = op.inferType();
    Object start = start(op, Tensor.fill(type.with(Shape.of(1)), 0), 1);
    return type.dim(type.rank() - 1) == 1
        ? sum(op, start, Contraction.vectors(op), right, left)
        : sum(op, start, Contraction.matrices(op), left, right);
  }

  /** Sums without their bias, brought to its unit; then it is added. */
  private static Tensor finer(Op op, Value bias, int bits, Function<Value, Tensor> operands) {
    Tensor zeros = Tensor.fill(new TensorType(ElementType.I32, bias.shape()), 0);
    Value none = Value.of(bias.name(), new Constant(zeros));
    Op bare = OpSchema.mapOperands(op, operand -> operand == bias ? none : operand);
    int[] sums =
        new FastEvaluation()
            .evaluate(bare, operand -> operand == none ? zeros : operands.apply(operand))
            .ints();
    TensorType type = op.inferType();
    int[] added = operands.apply(bias).ints();
    int inner = type.shape().count(type.quantization().axis() + 1, type.rank());
    for (int i = 0; i < sums.length; i++) {
      sums[i] = (sums[i] << bits) + added[i / inner % added.length];
    }
    return Tensor.of(type, sums);
  }

  private static boolean covers(Op op) {
    ElementType elements = op.inferType().elementType();
    return elements == ElementType.F32 || elements.isInteger() && elements.bits() <= Integer.SIZE;
  }

  /** What the sums are added to: float[] or int[], the bias repeated over planes. */
  private static Object start(Op op, Tensor bias, int plane) {
    int count = op.inferType().shape().count();
    if (bias.elementType() == ElementType.F32) {
      float[] floats = new float[count];
      for (int i = 0; i < count; i += plane) {
        Arrays.fill(floats, i, i + plane, bias.floats()[i / plane % bias.count()]);
      }
      return floats;
    }
    int[] ints = new int[count];
    for (int i = 0; i < count; i += plane) {
      Arrays.fill(ints, i, i + plane, (int) bias.integer(i / plane % bias.count()));
    }
    return ints;
  }

  private static Tensor sum(
      Op op, Object start, Contraction contraction, Tensor left, Tensor right) {
    TensorType type = op.inferType();
    if (start instanceof float[] floats) {
      contraction.addTo(floats, left.floats(), right.floats());
      return Tensor.of(type, floats);
    }
    int[] ints = (int[]) start;
    contraction.addTo(ints, integers(left), integers(right));
    return type.elementType().bits() == Integer.SIZE
        ? Tensor.of(type, ints)
        : Tensor.generateIntegers(type, i -> ints[i]);
  }

  private static int[] integers(Tensor tensor) {
    if (tensor.type().quantization().isPresent()) {
      return tensor.toSteps();
    }
    if (tensor.array() instanceof int[] integers) {
      return integers;
    }
    int[] integers = new int[tensor.count()];
    Arrays.setAll(integers, i -> (int) tensor.integer(i));
    return integers;
  }
}
