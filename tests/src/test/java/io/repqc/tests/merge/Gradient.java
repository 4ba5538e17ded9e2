package io.repqc.tests.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * The derivative of a random projection of a network's outputs by each trained number, from central
 * differences; both the inputs and the projection are seeded.
 */
record Gradient(Map<String, double[]> byParameter) {
  private static final double STEP = 0x1p-10;
  private static final double TOLERANCE = 1e-6;
  private static final double ZERO = 1e-9;

  /** A way to run a model. */
  @FunctionalInterface
  interface Run {
    Map<String, Tensor> of(Model model, Map<String, Tensor> inputs);
  }

  static Gradient of(Model model) {
    return of(model, Gradient::interpret);
  }

  /** As {@link #of(Model)}, where {@code run} gives a model's outputs for inputs. */
  static Gradient of(Model model, Run run) {
    Map<String, double[]> gradients = new LinkedHashMap<>();
    for (Value value : model.graph().parameters()) {
      if (((Parameter) value.op()).trainable()) {
        double[] gradient = new double[value.shape().count()];
        Arrays.setAll(gradient, i -> derivative(model, run, value.name(), i));
        gradients.put(value.name(), gradient);
      }
    }
    return new Gradient(gradients);
  }

  private static double derivative(Model model, Run run, String parameter, int index) {
    Map<String, Tensor> inputs = inputs(model);
    Map<String, Tensor> above = run.of(moved(model, parameter, index, STEP), inputs);
    Map<String, Tensor> below = run.of(moved(model, parameter, index, -STEP), inputs);
    Random random = new Random(2);
    double projection = 0;
    for (String output : above.keySet()) {
      for (int i = 0; i < above.get(output).count(); i++) {
        double difference = above.get(output).number(i) - below.get(output).number(i);
        projection += random.nextGaussian() * difference;
      }
    }
    return projection / (2 * STEP);
  }

  private static Model moved(Model model, String parameter, int index, double step) {
    Map<String, Tensor> parameters = new LinkedHashMap<>(model.parameters());
    Tensor tensor = parameters.get(parameter);
    double[] numbers = tensor.toNumbers();
    numbers[index] += step;
    parameters.put(parameter, Tensor.of(tensor.type(), numbers));
    return new Model(model.graph(), parameters);
  }

  private static Map<String, Tensor> interpret(Model model, Map<String, Tensor> inputs) {
    return new Interpreter(model, Interpreter.Evaluation.REFERENCE).run(inputs);
  }

  private static Map<String, Tensor> inputs(Model model) {
    Random random = new Random(1);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Value input : model.graph().inputs()) {
      inputs.put(input.name(), Tensor.generate(input.type(), i -> 1 + random.nextGaussian()));
    }
    return inputs;
  }

  /** Equal for every parameter, within a share of its largest derivative. */
  void assertNear(Gradient other) {
    assertEquals(byParameter.keySet(), other.byParameter.keySet());
    byParameter.forEach(
        (name, expected) -> {
          double[] found = other.byParameter.get(name);
          double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
          double tolerance = largest < ZERO ? ZERO : largest * TOLERANCE;
          for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], tolerance, name + " at " + i);
          }
        });
  }
}
