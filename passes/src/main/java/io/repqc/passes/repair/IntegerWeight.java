package io.repqc.passes.repair;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Uses;
import io.repqc.ir.Value;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The weight of a layer as integers of its own, on one scale or one for each output: {@code scale *
 * (q - zeroPoint)}.
 */
record IntegerWeight(Layer layer, Value parameter, Value scale, Value zeroPoint) {

  static Optional<IntegerWeight> of(Layer layer, Uses uses) {
    return layer.weight().op() instanceof Dequantize op
            && op.x().op() instanceof Parameter
            && layer.value().elementType() == ElementType.F32
            && uses.count(layer.weight()) == 1
            && uses.count(op.x()) == 1
            && isByOutput(op, op.scale().shape())
            && isByOutput(op, op.zeroPoint().shape())
        ? Optional.of(new IntegerWeight(layer, op.x(), op.scale(), op.zeroPoint()))
        : Optional.empty();
  }

  private static boolean isByOutput(Dequantize op, Shape shape) {
    return shape.count() == 1 || shape.rank() == 1 && op.axis() == 0;
  }

  /**
   * One row an output of {@code exact}, the weight before it was quantized, within the integers
   * that are used now: no row leaves a range narrower than the storage, or needs more bits.
   */
  List<Row> rows(Tensor exact, Lockstep numbers) {
    Tensor scales = numbers.number(scale);
    Tensor biases = numbers.number(layer.bias());
    Tensor stored = numbers.number(parameter);
    Tensor zeros = numbers.number(zeroPoint);
    ElementType storage = stored.elementType();
    double reach = reach(stored, zeros);
    double end = end(stored, zeros);
    List<Row> rows = new ArrayList<>();
    for (int output = 0; output < layer.outputs(); output++) {
      float scale = (float) byOutput(scales, output);
      double zero = byOutput(zeros, output);
      float[] steps = new float[layer.terms()];
      for (int k = 0; k < steps.length; k++) {
        steps[k] = (float) exact.number(output * steps.length + k) / scale;
      }
      rows.add(
          new Row(
              steps,
              scale,
              (float) biases.number(output),
              (float) Math.max(storage.minimum() - zero, -reach),
              (float) Math.min(storage.maximum() - zero, Math.min(reach, end - 1))));
    }
    return rows;
  }

  /** The parameter's numbers for these integers less their zero points. */
  Tensor with(float[][] levels, Lockstep numbers) {
    Tensor zeros = numbers.number(zeroPoint);
    int terms = layer.terms();
    return Tensor.generateIntegers(
        parameter.type(), i -> (long) (levels[i / terms][i % terms] + byOutput(zeros, i / terms)));
  }

  private double reach(Tensor stored, Tensor zeros) {
    double reach = 0;
    for (int i = 0; i < stored.count(); i++) {
      reach = Math.max(reach, Math.abs(stored.number(i) - byOutput(zeros, layer.output(i))));
    }
    return reach;
  }

  /** The power of two that ends the integers of as many bits as these need. */
  private double end(Tensor stored, Tensor zeros) {
    double end = 1;
    for (int i = 0; i < stored.count(); i++) {
      double integer = stored.number(i) - byOutput(zeros, layer.output(i));
      while (integer < -end || integer >= end) {
        end *= 2;
      }
    }
    return end;
  }

  private static double byOutput(Tensor tensor, int output) {
    return tensor.number(tensor.count() == 1 ? 0 : output);
  }
}
