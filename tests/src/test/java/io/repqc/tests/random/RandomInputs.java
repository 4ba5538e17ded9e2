package io.repqc.tests.random;

import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Quantization;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Encode;
import io.repqc.ir.op.Levels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Inputs of a network in integers: two at random, all least and all largest. */
final class RandomInputs {
  private RandomInputs() {}

  static List<Map<String, Tensor>> of(Graph graph, Chance chance) {
    return List.of(
        each(graph, value -> any(graph, value, chance)),
        each(graph, value -> any(graph, value, chance)),
        each(graph, value -> all(graph, value, false)),
        each(graph, value -> all(graph, value, true)));
  }

  private static Map<String, Tensor> each(Graph graph, Function<Value, Tensor> drawn) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    graph.inputs().forEach(input -> tensors.put(input.name(), drawn.apply(input)));
    return tensors;
  }

  private static Tensor any(Graph graph, Value input, Chance chance) {
    if (!input.elementType().isFloat()) {
      return Draws.any(chance, input.type());
    }
    return levels(graph, input)
        .map(levels -> floats(chance, input.shape(), levels))
        .orElseGet(() -> Tensor.generate(input.type(), i -> chance.normal()));
  }

  private static Tensor all(Graph graph, Value input, boolean isLargest) {
    Quantization integers = input.type().quantization();
    if (integers.isPresent()) {
      return Tensor.fill(input.type(), isLargest ? integers.maximum() : integers.minimum());
    }
    double far = levels(graph, input).map(levels -> 1e3 * levels.scale()).orElse(1e3);
    return Tensor.fill(input.type(), isLargest ? far : -far);
  }

  /** Those to which the input is brought first. */
  private static Optional<Levels> levels(Graph graph, Value input) {
    return graph.values().stream()
        .filter(value -> value.op() instanceof Encode encode && encode.x() == input)
        .map(value -> ((Encode) value.op()).to())
        .findFirst();
  }

  /** Numbers in the range of these levels and a little beyond, of which many are exact ties. */
  static Tensor floats(Chance chance, Shape shape, Levels levels) {
    int least = levels.minimum() - levels.zeroPoint();
    int most = levels.maximum() - levels.zeroPoint();
    return Tensor.generate(
        new TensorType(ElementType.F32, shape),
        i ->
            levels.scale()
                * (chance.oneIn(8)
                    ? chance.between(least, most) + 0.5
                    : chance.real(least - 9.0, most + 9.0)));
  }
}
