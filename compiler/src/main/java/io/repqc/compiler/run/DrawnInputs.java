package io.repqc.compiler.run;

import io.repqc.ir.Graph;
import io.repqc.ir.Quantization;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Encode;
import io.repqc.ir.op.Levels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Inputs of a network in integers that are drawn over the levels that it has for them. */
public final class DrawnInputs {

  /** A little over the range, so that some numbers are clipped. */
  private static final double REACH = 1.03;

  private final SplittableRandom random;
  private final Graph graph;

  private DrawnInputs(Graph graph, long seed) {
    this.random = new SplittableRandom(seed);
    this.graph = graph;
  }

  /** At least so many items, and whole batches; the same for a seed on every machine. */
  public static Map<String, Tensor> of(Graph graph, int items, long seed) {
    DrawnInputs drawn = new DrawnInputs(graph, seed);
    List<String> batched = Batches.batched(graph);
    int whole = Batches.whole(graph, items);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Value input : graph.inputs()) {
      TensorType type = input.type();
      boolean isBatched = batched.contains(input.name());
      TensorType wanted = isBatched ? type.with(type.shape().with(0, whole)) : type;
      inputs.put(input.name(), drawn.draw(input, wanted));
    }
    return inputs;
  }

  private Tensor draw(Value input, TensorType type) {
    if (type.elementType().isFloat()) {
      return encoder(input)
          .map(levels -> floats(type, levels))
          .orElseGet(() -> Tensor.generate(type, i -> random.nextInt(-128, 128) / 64.0));
    }
    Quantization quantization = type.quantization();
    return Tensor.generateIntegers(
        type,
        i ->
            quantization.isPresent()
                ? random.nextLong(quantization.minimum(), quantization.maximum() + 1L)
                : random.nextInt(2));
  }

  /** How a float input becomes integers, if it does. */
  private Optional<Levels> encoder(Value input) {
    return graph.uses().of(input).stream()
        .map(Value::op)
        .filter(Encode.class::isInstance)
        .map(op -> ((Encode) op).to())
        .findFirst();
  }

  /** Numbers of few digits over the range of the levels. */
  private Tensor floats(TensorType type, Levels levels) {
    double step = Math.scalb(1.0, Math.getExponent(levels.scale()) - 2);
    double least = REACH * (levels.minimum() - levels.zeroPoint()) * levels.scale();
    double largest = REACH * (levels.maximum() - levels.zeroPoint()) * levels.scale();
    return Tensor.generate(
        type, i -> Math.rint((least + random.nextDouble() * (largest - least)) / step) * step);
  }
}
