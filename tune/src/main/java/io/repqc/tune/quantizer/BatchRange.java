package io.repqc.tune.quantizer;

import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Statistic;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The levels of activations from their least and largest number, which are statistics: of the batch
 * in training, running averages in deployment. Zero is always within them.
 */
final class BatchRange {
  private final Site site;
  private final TraineeBuilder builder;

  /** Of each quantizer: the running averages, or once it was met, the statistics. */
  private final List<Value> lows = new ArrayList<>();

  private final List<Value> highs = new ArrayList<>();
  private int met;

  BatchRange(Site site, TraineeBuilder builder) {
    this.site = site;
    this.builder = builder;
    for (Value quantizer : site.quantizers()) {
      String name = ((Quantize) quantizer.op()).x().name();
      lows.add(builder.running(name + ".running_low", end(site.minimum())));
      highs.add(builder.running(name + ".running_high", end(site.maximum())));
    }
  }

  /** What an integer stands for at first. */
  private Tensor end(long integer) {
    return Tensor.generate(
        site.scale().type(), i -> site.scale().number(i) * (integer - site.zeroPoint()));
  }

  /** What is rounded after this one may depend on it, and counts as it was so far. */
  Quantize quantizer(Quantize inserted) {
    observe(lows, ReduceFunction.MIN, inserted.x(), ".low");
    observe(highs, ReduceFunction.MAX, inserted.x(), ".high");
    met++;
    String name = inserted.x().name();
    Value zero = builder.constant(name + ".zero", inserted.x(), 0);
    Value low =
        lows.stream().reduce(zero, (a, b) -> binary(name + ".least", BinaryFunction.MIN, a, b));
    Value high =
        highs.stream().reduce(zero, (a, b) -> binary(name + ".most", BinaryFunction.MAX, a, b));
    return quantizer(inserted, low, high);
  }

  private void observe(List<Value> ends, ReduceFunction function, Value x, String suffix) {
    List<Integer> axes = IntStream.range(0, x.shape().rank()).boxed().toList();
    Value ofBatch = builder.value(x.name() + suffix, new Reduce(function, x, axes, false));
    Statistic statistic = new Statistic(ofBatch, ends.get(met));
    ends.set(met, builder.value(x.name() + suffix + ".statistic", statistic));
  }

  private Quantize quantizer(Quantize inserted, Value low, Value high) {
    String name = inserted.x().name();
    Value width = binary(name + ".width", BinaryFunction.SUB, high, low);
    Value steps = builder.constant(name + ".steps", width, site.steps());
    Value exact = binary(name + ".exact_step", BinaryFunction.DIV, width, steps);
    Value scale = Floor.under(name + ".step", exact, site.scale(), builder);
    Value from = binary(name + ".from", BinaryFunction.DIV, low, scale);
    Value least = builder.constant(name + ".minimum", from, site.minimum());
    Value real = binary(name + ".real_zero", BinaryFunction.SUB, least, from);
    Value rounded = builder.value(name + ".rounded_zero", new Unary(UnaryFunction.ROUND, real));
    Value zeroPoint =
        builder.value(name + ".zero_point", new Clamp(rounded, site.minimum(), site.maximum()));
    return Learner.on(inserted, scale, zeroPoint);
  }

  private Value binary(String name, BinaryFunction function, Value left, Value right) {
    return builder.binary(name, function, left, right);
  }
}
