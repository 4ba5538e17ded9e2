package io.repqc.tune.training;

import io.repqc.compiler.evaluate.Answers;
import io.repqc.compiler.evaluate.Metric;
import io.repqc.frontend.data.Preprocessing.Layout;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Linear;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Softmax;
import io.repqc.ir.op.Statistic;
import io.repqc.tune.Group;
import io.repqc.tune.Trainee;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Points of the plane about three centres, and a network that subtracts the mean of the batch, or
 * the running one, and has one layer.
 */
final class Clusters {
  static final int ITEMS = 50;
  private static final double[][] CENTRES = {{5, 5}, {8, 5}, {5, 8}};

  private Clusters() {}

  static DataSet data() {
    Random random = new Random(7);
    float[] points = new float[2 * ITEMS];
    long[] classes = new long[ITEMS];
    for (int i = 0; i < ITEMS; i++) {
      classes[i] = i % 3;
      points[2 * i] = (float) (CENTRES[i % 3][0] + 0.3 * random.nextGaussian());
      points[2 * i + 1] = (float) (CENTRES[i % 3][1] + 0.3 * random.nextGaussian());
    }
    Answers answers = new Answers(Metric.TOP1, 1, Tensor.i64(Shape.of(ITEMS), classes));
    Map<String, Tensor> inputs = Map.of("x", Tensor.f32(Shape.of(ITEMS, 2), points));
    return new DataSet(inputs, List.of("x"), answers, Layout.NCHW);
  }

  static Trainee trainee() {
    Map<String, Group> groups = new LinkedHashMap<>();
    groups.put("weight", Group.WEIGHT);
    groups.put("bias", Group.SCALING);
    return new Trainee(
        model(),
        groups,
        Map.of(),
        Map.of(),
        Optional.empty(),
        numbers -> numbers,
        numbers -> numbers,
        numbers -> List.of());
  }

  static Model model() {
    Value x = Value.of("x", new Input(TensorType.f32(1, 2), true));
    Value weight = parameter("weight", true, 3, 2);
    Value bias = parameter("bias", true, 3);
    Value running = parameter("running", false, 2);
    Value mean = Value.of("mean", new Reduce(ReduceFunction.MEAN, x, List.of(0), false));
    Value statistic = Value.of("statistic", new Statistic(mean, running));
    Value centred = Value.of("centred", new Binary(BinaryFunction.SUB, x, statistic));
    Value logits = Value.of("logits", new Linear(centred, weight, bias));
    Value shares = Value.of("shares", new Softmax(logits, 1, false));
    Map<String, Tensor> numbers = new LinkedHashMap<>();
    numbers.put("weight", Tensor.f32(Shape.of(3, 2), 0.1f, 0, 0, -0.1f, 0, 0.2f));
    numbers.put("bias", Tensor.f32(Shape.of(3), 0, 0, 0));
    numbers.put("running", Tensor.f32(Shape.of(2), 0, 0));
    Graph graph = new Graph("clusters", List.of(x), List.of(new Output("y", shares)));
    return new Model(graph, numbers);
  }

  private static Value parameter(String name, boolean trainable, int... dims) {
    return Value.of(name, new Parameter(TensorType.f32(dims), trainable));
  }

  static TrainingTask task(Recipe recipe, double held) {
    return new TrainingTask(
        trainee(), data(), held, recipe.settings(), Optional.empty(), Map.of("--bits", "W4A4"));
  }
}
