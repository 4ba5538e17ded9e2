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
import io.repqc.ir.op.Constant;
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
  static final long SEED = 7;

  private Derivatives() {}

  /** Those of {@code sum(direction * y)} by each trained parameter. */
  static Map<String, Tensor> of(Trainee trainee, double... direction) {
    return step(trainee, direction).gradients();
  }

  /** What {@code y} is in a step. */
  static double[] outputs(Trainee trainee) {
    int count = trainee.model().graph().outputs().get(0).value().shape().count();
    return IntStream.range(0, count)
        .mapToDouble(
            i -> {
              double[] direction = new double[count];
              direction[i] = 1;
              return step(trainee, direction).loss();
            })
        .toArray();
  }

  static Step step(Trainee trainee, double... direction) {
    Model model = withLoss(trainee.model().inDouble(), direction);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    Inserted.zeros(trainee).forEach((name, tensor) -> inputs.put(name, tensor.inDouble()));
    try (Session session =
        TorchEngine.start(1).open(model, trainee.groups().keySet(), trainee.rules())) {
      return session.step(inputs, "loss", SEED);
    }
  }

  private static Model withLoss(Model model, double[] direction) {
    Value y = model.graph().outputs().get(0).value();
    Tensor weights = Tensor.generate(new TensorType(ElementType.F64, y.shape()), i -> direction[i]);
    Value constant = Value.of("direction", new Constant(weights));
    Value product = Value.of("product", new Binary(BinaryFunction.MUL, y, constant));
    List<Integer> axes = IntStream.range(0, y.shape().rank()).boxed().toList();
    Value loss = Value.of("loss", new Reduce(ReduceFunction.SUM, product, axes, false));
    List<Output> outputs = new ArrayList<>(model.graph().outputs());
    outputs.add(new Output("loss", loss));
    return new Model(
        new Graph(model.graph().name(), model.graph().inputs(), outputs), model.parameters());
  }

  /** So many numbers within an interval, the same each time. */
  static double[] draw(long seed, int count, double low, double high) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToDouble(i -> (float) (low + (high - low) * random.nextDouble()))
        .toArray();
  }
}
