package io.repqc.tests.random;

import io.repqc.ir.ElementType;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Convention;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Softmax;
import io.repqc.passes.Pass;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Reasons;
import io.repqc.passes.boundary.ExposeIntegers;
import io.repqc.passes.fuse.FuseQuantizers;
import io.repqc.passes.materialize.MaterializeWeights;
import io.repqc.passes.observe.Calibration;
import io.repqc.passes.observe.Integers;
import io.repqc.passes.observe.RangeMethod;
import io.repqc.passes.quantize.ActivationLevels;
import io.repqc.passes.quantize.BitWidths;
import io.repqc.passes.quantize.Bits;
import io.repqc.passes.quantize.InsertQuantizers;
import io.repqc.passes.quantize.QuantizationOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Trained networks in floats, brought to integers as the compiler does it. */
final class FloatGrowth {
  private static final int CALIBRATED = 3;
  private static final int MOST_BLOCKS = 3;
  private static final int LARGEST_IMAGE = 16;

  private final Chance chance;
  private final Chance ofBits;
  private final FloatSketch net;
  private boolean endsInSoftmax;

  private FloatGrowth(long seed) {
    this.chance = new Chance(seed);
    this.ofBits = new Chance(~seed);
    this.net = new FloatSketch(chance);
  }

  static Model of(long seed) {
    FloatGrowth growth = new FloatGrowth(seed);
    return growth.integers(growth.floats());
  }

  private Model floats() {
    if (chance.oneIn(5)) {
      sequence();
    } else {
      image();
    }
    return net.model();
  }

  private void sequence() {
    Value x = net.input(Shape.of(chance.batch(), chance.between(1, 12), chance.between(1, 40)));
    SequenceBlocks blocks = new SequenceBlocks(net);
    int count = chance.between(1, MOST_BLOCKS);
    for (int i = 0; i < count; i++) {
      x = blocks.any(x);
    }
    net.output(x);
  }

  private void image() {
    Value x = picture();
    ImageBlocks blocks = new ImageBlocks(net);
    int count = chance.between(1, MOST_BLOCKS);
    for (int i = 0; i < count; i++) {
      x = blocks.any(x);
      if (chance.oneIn(8)) {
        net.output(x);
      }
    }
    end(x);
  }

  /** Channels first, or turned so. */
  private Value picture() {
    int channels = chance.oneIn(3) ? chance.one(1, 3) : chance.between(1, 20);
    int rows = chance.between(1, LARGEST_IMAGE);
    int columns = chance.between(1, LARGEST_IMAGE);
    int batch = chance.batch();
    return chance.oneIn(5)
        ? net.transpose(net.input(Shape.of(batch, rows, columns, channels)), 0, 3, 1, 2)
        : net.input(Shape.of(batch, channels, rows, columns));
  }

  private void end(Value x) {
    switch (chance.between(0, 3)) {
      case 0 -> {
        Value mean = net.add(new Reduce(ReduceFunction.MEAN, x, List.of(2, 3), false));
        classify(net.linear(mean, chance.between(2, 20)));
      }
      case 1 -> {
        Value flat = net.reshape(x, -1, x.shape().count(1, 4));
        classify(net.linear(flat, chance.between(1, 12)));
      }
      case 2 -> net.output(net.convolution(x, chance.between(1, 8), 3, 1, 1));
      default -> net.output(x);
    }
  }

  private void classify(Value logits) {
    endsInSoftmax = chance.coin();
    net.output(endsInSoftmax ? net.add(new Softmax(logits, 1, false)) : logits);
  }

  private Model integers(Model floats) {
    Model merged = run(floats, Pipelines.deploy());
    QuantizationOptions options = options();
    Set<Value> observed = Set.copyOf(InsertQuantizers.observed(merged.graph(), options));
    ActivationLevels levels =
        ActivationLevels.of(
            Calibration.run(merged, observed::contains, data(merged), items -> {}),
            options.activationRange());
    Model quantized =
        run(merged, List.of(new InsertQuantizers(options, levels), new MaterializeWeights()));
    Convention convention = chance.one(Convention.values());
    return run(exposed(quantized), List.of(new FuseQuantizers(convention, name -> false)));
  }

  private QuantizationOptions options() {
    List<Integers> activations =
        List.of(
            Integers.affine(ElementType.U8),
            Integers.affine(ElementType.U8),
            Integers.affine(ElementType.I8),
            Integers.symmetric(ElementType.I8));
    return new QuantizationOptions(
        chance.one(activations),
        RangeMethod.MIN_MAX,
        RangeMethod.MIN_MAX,
        chance.coin(),
        bits(),
        ofBits.oneIn(4),
        Set.of(),
        Set.of());
  }

  /** Every other network has fewer than 8. */
  private BitWidths bits() {
    return ofBits.coin() ? BitWidths.EIGHT : new BitWidths(anyBits(), anyBits(), Map.of());
  }

  private Bits anyBits() {
    return new Bits(ofBits.between(2, 8), ofBits.between(2, 8));
  }

  private List<Map<String, Tensor>> data(Model model) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Value input : model.withBatch(CALIBRATED).graph().inputs()) {
      tensors.put(input.name(), Tensor.generate(input.type(), i -> chance.normal()));
    }
    return List.of(tensors);
  }

  /** Some networks take integers and give them, where quantizers stand at their ends. */
  private Model exposed(Model quantized) {
    boolean takes = chance.oneIn(3);
    boolean gives = chance.oneIn(3) && !endsInSoftmax;
    try {
      return run(quantized, List.of(new ExposeIntegers(takes, gives)));
    } catch (ModelException e) {
      return quantized;
    }
  }

  private static Model run(Model model, List<Pass> passes) {
    return new PassRunner(passes).run(model, new Reasons());
  }
}
