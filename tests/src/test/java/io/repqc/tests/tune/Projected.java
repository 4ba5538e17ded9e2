package io.repqc.tests.tune;

import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A network with a loss: the sum of all its outputs' numbers, each times a seeded one. */
public final class Projected {
  public static final String LOSS = "loss";

  private Projected() {}

  public static Model of(Model model) {
    Random random = new Random(2);
    List<Output> outputs = new ArrayList<>(model.graph().outputs());
    Value loss = null;
    for (Output output : model.graph().outputs()) {
      Value part = projection(output, random);
      String name = "plus." + output.name();
      loss = loss == null ? part : value(name, new Binary(BinaryFunction.ADD, loss, part));
    }
    outputs.add(new Output(LOSS, loss));
    Graph graph = model.graph();
    return new Model(new Graph(graph.name(), graph.inputs(), outputs), model.parameters());
  }

  private static Value projection(Output output, Random random) {
    Value y = output.value();
    Tensor factors = Tensor.generate(y.type(), i -> random.nextGaussian());
    Value factor = value("factor." + output.name(), new Constant(factors));
    Value product = value("product." + output.name(), new Binary(BinaryFunction.MUL, y, factor));
    List<Integer> axes = IntStream.range(0, y.shape().rank()).boxed().toList();
    return value(
        "projection." + output.name(), new Reduce(ReduceFunction.SUM, product, axes, false));
  }

  private static Value value(String name, Op op) {
    return Value.of(name, op);
  }
}
