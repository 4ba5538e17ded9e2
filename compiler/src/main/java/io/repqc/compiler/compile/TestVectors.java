package io.repqc.compiler.compile;

import io.repqc.codegen.c.TestVector;
import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Quantization;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.ir.op.Encode;
import io.repqc.ir.op.Levels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Draws inputs of a network, the same every time, and asks the interpreter for the answers. */
final class TestVectors {
  private static final long SEED = 5;

  /** A little over the range, so that some numbers are clipped. */
  private static final double REACH = 1.03;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Graph graph;

  private TestVectors(Graph graph) {
    this.graph = graph;
  }

  static TestVector of(Model integers) {
    Graph graph = integers.graph();
    TestVectors vectors = new TestVectors(graph);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    graph.inputs().forEach(input -> inputs.put(input.name(), vectors.draw(input)));
    Map<String, Tensor> outputs = new Interpreter(integers, new FastEvaluation()).run(inputs);
    List<Tensor> answers = graph.outputs().stream().map(Output::name).map(outputs::get).toList();
    return new TestVector(List.copyOf(inputs.values()), answers);
  }

  private Tensor draw(Value input) {
    TensorType type = input.type();
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
