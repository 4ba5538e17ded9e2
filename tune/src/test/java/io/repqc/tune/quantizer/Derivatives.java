package io.repqc.tune.quantizer;

import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.tune.Trainee;
import io.repqc.tune.engine.Session;
import io.repqc.tune.engine.Step;
import io.repqc.tune.torch.TorchEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** What the engine makes of a network in double, as it is trained. */
final class Derivatives {
  private static final long SEED = 7;
  private static final String DIRECTION = "direction";
  private static final String LOSS = "loss";

  private Derivatives() {}

  /** Those of {@code sum(direction * y)} by each trained parameter. */
  static Map<String, Tensor> of(Trainee trainee, double... direction) {
    return step(trainee, direction).gradients();
  }

  /** What {@code y} is in a step. */
  static double[] outputs(Trainee trainee) {
    try (Session session = session(trainee)) {
      int count = output(trainee.model()).shape().count();
      return IntStream.range(0, count)
          .mapToDouble(i -> step(session, trainee, unit(count, i)).loss())
          .toArray();
    }
  }

  private static double[] unit(int count, int i) {
    double[] unit = new double[count];
    unit[i] = 1;
    return unit;
  }

  static Step step(Trainee trainee, double... direction) {
    try (Session session = session(trainee)) {
      return step(session, trainee, direction);
    }
  }

  private static Step step(Session session, Trainee trainee, double... direction) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    Inserted.zeros(trainee).forEach((name, tensor) -> inputs.put(name, tensor.inDouble()));
    inputs.put(DIRECTION, Tensor.generate(type(trainee.model()), i -> direction[i]));
    return session.step(inputs, LOSS, SEED);
  }

  private static Session session(Trainee trainee) {
    return TorchEngine.start(1)
        .open(withLoss(trainee.model().inDouble()), trainee.groups().keySet(), trainee.rules());
  }

  private static Value output(Model model) {
    return model.graph().outputs().get(0).value();
  }

  private static TensorType type(Model model) {
    return new TensorType(ElementType.F64, output(model).shape());
  }

  /** With the sum of the output times an input of the same shape. */
  private static Model withLoss(Model model) {
    Value direction = Value.of(DIRECTION, new Input(type(model), false));
    Value product = Value.of("product", new Binary(BinaryFunction.MUL, output(model), direction));
    List<Integer> axes = IntStream.range(0, product.shape().rank()).boxed().toList();
    Value loss = Value.of(LOSS, new Reduce(ReduceFunction.SUM, product, axes, false));
    List<Value> inputs = new ArrayList<>(model.graph().inputs());
    inputs.add(direction);
    Graph graph = new Graph(model.graph().name(), inputs, List.of(new Output(LOSS, loss)));
    return new Model(graph, model.parameters());
  }

  /** So many numbers within an interval, the same each time. */
  static double[] draw(long seed, int count, double low, double high) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToDouble(i -> (float) (low + (high - low) * random.nextDouble()))
        .toArray();
  }
}
