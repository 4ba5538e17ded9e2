package io.repqc.tests.merge;

import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.BatchNorm;
import io.repqc.ir.op.Op;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A run of a block, with all its branches, in which every BatchNorm normalises by estimates from
 * the patches (im2col) of its source, a {@link Reach}: the kernel up to the BatchNorm is what the
 * block answers to single ones, the patches' elements count as uncorrelated.
 */
final class EstimatedRun {
  private final Model model;
  private final Map<String, Tensor> inputs;
  private final Map<String, Reach> reaches = new LinkedHashMap<>();

  /** What stands for running averages, whoever reads them. */
  private final Map<String, Tensor> estimates = new HashMap<>();

  private EstimatedRun(Model model, Map<String, Tensor> inputs) {
    this.model = model;
    this.inputs = inputs;
    for (Value value : model.graph().values()) {
      if (value.op() instanceof BatchNorm norm) {
        reaches.put(norm.mean().name(), Reach.of(norm.x()));
      }
    }
  }

  static Map<String, Tensor> run(Model model, Map<String, Tensor> inputs) {
    EstimatedRun run = new EstimatedRun(model, inputs);
    run.estimateAll();
    run.estimateAll(); // a border may stand before the BatchNorm whose estimates it reads
    return new Interpreter(model, run::evaluate).run(inputs);
  }

  private void estimateAll() {
    reaches.values().stream().map(Reach::source).distinct().forEach(this::estimateAll);
  }

  /** The statistics of each BatchNorm that reads from this source. */
  private void estimateAll(String source) {
    Tensor patched = tensorOf(source);
    Tensor ones = singleOnes(patched);
    Model probed = model.withBatch(ones.shape().dim(0));
    Op overridden = named(probed, source).op();
    Map<String, Tensor> probes = new HashMap<>();
    probed.graph().inputs().forEach(x -> probes.put(x.name(), Tensor.fill(x.type(), 0)));
    probes.replace(source, ones);
    Interpreter.Evaluation answering =
        (op, operands) -> {
          if (op instanceof BatchNorm norm && reach(norm).source().equals(source)) {
            Tensor answers = operands.apply(norm.x());
            Patches patches = new Patches(patched, answers, reach(norm).stride());
            estimate(norm, patches);
          }
          return op == overridden ? ones : evaluate(op, operands);
        };
    new Interpreter(probed, answering).run(probes);
  }

  private Reach reach(BatchNorm norm) {
    return reaches.get(norm.mean().name());
  }

  private Tensor tensorOf(String source) {
    Map<String, Tensor> seen = new HashMap<>();
    new Interpreter(model, this::evaluate)
        .run(inputs, (value, tensor) -> seen.put(value.name(), tensor));
    return seen.get(source);
  }

  private static Value named(Model model, String name) {
    return model.graph().select(value -> value.name().equals(name)).get(0);
  }

  /** Nothing, then each element of each channel alone. */
  private static Tensor singleOnes(Tensor like) {
    int elements = like.count() / like.shape().dim(0);
    Shape shape = like.shape().with(0, 1 + elements);
    double[] ones = new double[shape.count()];
    IntStream.range(0, elements).forEach(i -> ones[(1 + i) * elements + i] = 1);
    return Tensor.of(like.elementType(), shape, ones);
  }

  /** By the estimates as far as they are known. */
  private Tensor evaluate(Op op, Function<Value, Tensor> operands) {
    return op.evaluate(
        value -> {
          Tensor estimate = estimates.get(value.name());
          return estimate == null ? operands.apply(value) : estimate;
        });
  }

  private void estimate(BatchNorm norm, Patches patches) {
    double[] mean = new double[norm.x().type().dim(1)];
    double[] variance = new double[mean.length];
    for (int output = 0; output < mean.length; output++) {
      mean[output] = patches.bias(output);
    }
    for (Patches.Element element : patches.elements()) {
      double[] read = patches.column(element);
      double average = Arrays.stream(read).average().orElseThrow();
      double spread =
          Arrays.stream(read).map(x -> (x - average) * (x - average)).average().orElseThrow();
      for (int output = 0; output < mean.length; output++) {
        double tap = patches.tap(element, output);
        mean[output] += tap * average;
        variance[output] += tap * tap * spread;
      }
    }
    estimates.put(norm.mean().name(), Tensor.of(norm.mean().type(), mean));
    estimates.put(norm.variance().name(), Tensor.of(norm.variance().type(), variance));
  }
}
