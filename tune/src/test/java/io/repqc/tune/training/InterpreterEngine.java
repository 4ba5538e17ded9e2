package io.repqc.tune.training;

import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Rewrite;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Statistic;
import io.repqc.tune.engine.Engine;
import io.repqc.tune.engine.RoundingRule;
import io.repqc.tune.engine.Session;
import io.repqc.tune.engine.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** A slow engine for small networks without quantizers: central differences of the definition. */
final class InterpreterEngine implements Engine {
  private static final double WIDTH = 1e-5;

  @Override
  public Session open(Model model, Set<String> trained, Map<String, RoundingRule> rules) {
    return new InterpreterSession(model, trained);
  }

  private static final class InterpreterSession implements Session {
    private final Graph graph;
    private final Graph running;
    private final Graph wide;
    private final Set<String> trained;
    private final Map<String, Tensor> numbers;

    InterpreterSession(Model model, Set<String> trained) {
      this.graph = model.graph();
      this.wide = graph.inDouble();
      this.running =
          new Rewrite(graph)
              .each(
                  (value, op) ->
                      op instanceof Statistic statistic
                          ? statistic.running()
                          : Rewrite.keep(value, op));
      this.trained = trained;
      this.numbers = new LinkedHashMap<>(model.parameters());
    }

    @Override
    public void update(Map<String, Tensor> changed) {
      numbers.putAll(changed);
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
      return new Interpreter(new Model(running, numbers), Interpreter.Evaluation.REFERENCE)
          .run(inputs);
    }

    @Override
    public Step step(Map<String, Tensor> inputs, String loss, long seed) {
      Map<String, Tensor> parameters = wide(numbers);
      Map<String, Tensor> given = wide(inputs);
      Map<String, Tensor> gradients = new LinkedHashMap<>();
      for (String name : trained) {
        double[] numbers = parameters.get(name).doubles();
        float[] gradient = new float[numbers.length];
        for (int i = 0; i < gradient.length; i++) {
          double number = numbers[i];
          numbers[i] = number + WIDTH;
          double above = loss(parameters, given, loss);
          numbers[i] = number - WIDTH;
          double below = loss(parameters, given, loss);
          numbers[i] = number;
          gradient[i] = (float) ((above - below) / (2 * WIDTH));
        }
        gradients.put(name, Tensor.f32(parameters.get(name).shape(), gradient));
      }
      return new Step(loss(parameters, given, loss), gradients, statistics(inputs));
    }

    private double loss(Map<String, Tensor> parameters, Map<String, Tensor> inputs, String loss) {
      return new Interpreter(new Model(wide, parameters), Interpreter.Evaluation.REFERENCE)
          .run(inputs)
          .get(loss)
          .number(0);
    }

    private static Map<String, Tensor> wide(Map<String, Tensor> tensors) {
      Map<String, Tensor> wide = new LinkedHashMap<>();
      tensors.forEach((name, tensor) -> wide.put(name, tensor.inDouble()));
      return wide;
    }

    @Override
    public Map<String, Tensor> statistics(Map<String, Tensor> inputs) {
      Map<String, Tensor> statistics = new LinkedHashMap<>();
      watch(
          inputs,
          (value, tensor) -> {
            if (value.op() instanceof Statistic statistic) {
              statistics.put(statistic.running().name(), tensor);
            }
          });
      return statistics;
    }

    @Override
    public Optional<String> firstNonFinite(Map<String, Tensor> inputs, long seed) {
      Map<String, Boolean> found = new LinkedHashMap<>();
      watch(
          inputs,
          (value, tensor) -> {
            if (tensor.elementType() == ElementType.F32 && !isFinite(tensor)) {
              found.put(value.name(), true);
            }
          });
      return found.keySet().stream().findFirst();
    }

    private static boolean isFinite(Tensor tensor) {
      for (float number : tensor.floats()) {
        if (!Float.isFinite(number)) {
          return false;
        }
      }
      return true;
    }

    private void watch(Map<String, Tensor> inputs, BiConsumer<Value, Tensor> observer) {
      new Interpreter(new Model(graph, numbers), Interpreter.Evaluation.REFERENCE)
          .run(inputs, observer);
    }

    @Override
    public void close() {}
  }
}
