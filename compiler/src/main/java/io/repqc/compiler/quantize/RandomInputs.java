package io.repqc.compiler.quantize;

import io.repqc.compiler.run.Batches;
import io.repqc.ir.Graph;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Numbers for the inputs of a network of which nothing is known: floats from the normal
 * distribution, as what is prepared for a network mostly has mean 0 and deviation 1; an index or a
 * flag is 0 or 1.
 */
final class RandomInputs {
  private static final long SEED = 20;

  private RandomInputs() {}

  static Map<String, Tensor> draw(Graph graph, int items) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> batched = Batches.batched(graph);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Value input : graph.inputs()) {
      TensorType type =
          batched.contains(input.name())
              ? input.type().with(input.shape().with(0, Batches.whole(graph, items)))
              : input.type();
      inputs.put(input.name(), draw(type, random));
    }
    return inputs;
  }

  private static Tensor draw(TensorType type, SplittableRandom random) {
    return type.elementType().isFloat()
        ? Tensor.generate(type, i -> normal(random))
        : Tensor.generateIntegers(type, i -> random.nextInt(2));
  }

  /** By the formula of Box and Muller, to the same bits everywhere. */
  private static double normal(SplittableRandom random) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
