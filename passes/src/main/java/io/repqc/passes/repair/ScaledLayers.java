package io.repqc.passes.repair;

import io.repqc.ir.Graph;
import io.repqc.ir.Names;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Constant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Multiplies the weights of layers by constants, as expressions under names of their own. */
final class ScaledLayers {
  private final Names names;

  ScaledLayers(Graph graph) {
    names = Names.of(graph);
  }

  /** A layer whose output channels are multiplied by factors. */
  Value scaleOutputs(Layer layer, IntToDoubleFunction factor) {
    Value weight = multiply(layer.weight(), "by_output", dims(layer, layer.outputs(), 1), factor);
    Value bias =
        Constant.isAll(layer.bias(), 0)
            ? layer.bias()
            : multiply(layer.bias(), "by_output", List.of(layer.outputs()), factor);
    return layer.with(weight, bias);
  }

  /** A layer whose input channels are multiplied by factors. */
  Value scaleInputs(Layer layer, IntToDoubleFunction factor) {
    int rows = layer.groups() == 1 ? 1 : layer.outputs();
    List<Integer> dims = dims(layer, rows, layer.weight().type().dim(1));
    Value weight =
        multiply(
            layer.weight(),
            "by_input",
            dims,
            i -> factor.applyAsDouble(layer.input(i * layer.taps())));
    return layer.with(weight, layer.bias());
  }

  private static List<Integer> dims(Layer layer, int rows, int columns) {
    List<Integer> dims = new ArrayList<>(List.of(rows, columns));
    dims.addAll(Collections.nCopies(layer.weight().shape().rank() - 2, 1));
    return dims;
  }

  private Value multiply(Value value, String how, List<Integer> dims, IntToDoubleFunction factor) {
    TensorType type = new TensorType(value.elementType(), new Shape(dims));
    String name = names.fresh(value.name() + "." + how);
    Value factors = names.value(name + ".factors", new Constant(Tensor.generate(type, factor)));
    return Value.of(name, new Binary(BinaryFunction.MUL, value, factors));
  }
}
