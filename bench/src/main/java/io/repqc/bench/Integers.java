package io.repqc.bench;

import io.repqc.compiler.run.Batches;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.ir.op.Convention;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Quantize;
import io.repqc.passes.Pass;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Reasons;
import io.repqc.passes.fuse.FuseQuantizers;
import io.repqc.passes.materialize.MaterializeWeights;
import io.repqc.passes.observe.Calibration;
import io.repqc.passes.observe.Distribution;
import io.repqc.passes.observe.RangeMethod;
import io.repqc.passes.quantize.InsertQuantizers;
import io.repqc.passes.quantize.QuantizationOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A network in integers, for the measurement of speed: one without quantizers gets them, calibrated
 * on one random input.
 *
 * @param quantizers the network with quantizers, as other runtimes take it
 * @param integers the same in integers
 * @param input what it is run on
 */
record Integers(Model quantizers, Model integers, Tensor input) {
  static Integers of(Model network) {
    Model floats = after(network, Pipelines.deploy());
    Value x = floats.graph().inputs().get(0);
    SplittableRandom random = new SplittableRandom(3);
    Tensor input = Tensor.generate(x.type(), i -> random.nextGaussian());
    boolean isQuantized =
        !floats
            .graph()
            .select(v -> v.op() instanceof Quantize || v.op() instanceof Dequantize)
            .isEmpty();
    Model quantizers = isQuantized ? floats : withQuantizers(floats, Map.of(x.name(), input));
    Model integers = after(quantizers, List.of(new FuseQuantizers(Convention.ONNX, name -> false)));
    return new Integers(quantizers, integers, input);
  }

  private static Model withQuantizers(Model floats, Map<String, Tensor> input) {
    QuantizationOptions options = QuantizationOptions.DEFAULT;
    Set<Value> observed = Set.copyOf(InsertQuantizers.observed(floats.graph(), options));
    Map<String, Distribution> ranges =
        Calibration.run(
            floats, observed::contains, new Batches(floats.graph(), input, 1), done -> {});
    InsertQuantizers insert =
        new InsertQuantizers(
            options,
            (value, integers) ->
                integers.levels(RangeMethod.MIN_MAX.range(ranges.get(value.name()), integers)));
    return after(floats, List.of(insert, new MaterializeWeights()));
  }

  private static Model after(Model model, List<Pass> passes) {
    return new PassRunner(passes).run(model, new Reasons());
  }

  /** How many numbers the network gives. */
  int outputCount() {
    return integers.graph().outputs().get(0).value().shape().count();
  }

  /** What the interpreter makes of the input: the definition. */
  Tensor answer() {
    String name = integers.graph().inputs().get(0).name();
    return new Interpreter(integers, new FastEvaluation())
        .run(Map.of(name, input))
        .values()
        .iterator()
        .next();
  }
}
