package io.repqc.compiler.quantize;

import io.repqc.compiler.Progress;
import io.repqc.compiler.Stages;
import io.repqc.compiler.evaluate.OutputError;
import io.repqc.compiler.run.BatchedRun;
import io.repqc.compiler.run.Batches;
import io.repqc.ir.ElementType;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.Linear;
import io.repqc.passes.Pass;
import io.repqc.passes.materialize.MaterializeWeights;
import io.repqc.passes.observe.Calibration;
import io.repqc.passes.observe.Distribution;
import io.repqc.passes.observe.Integers;
import io.repqc.passes.quantize.ActivationLevels;
import io.repqc.passes.quantize.InsertQuantizers;
import io.repqc.passes.quantize.QuantizationOptions;
import io.repqc.passes.repair.CorrectBiases;
import io.repqc.passes.repair.EqualizeLayers;
import io.repqc.passes.repair.RoundWeights;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/** Quantizes a network of single convolutions: what becomes of it before it is fused. */
final class PostTraining {
  /** Large values of some images are in memory at once. */
  private static final int ITEMS_AT_ONCE = 8;

  private static final long SEED = 20;

  private final QuantizationSettings settings;
  private final QuantizationOptions options;
  private final Map<String, Tensor> data;
  private final Steps steps;
  private final Stages stages;

  PostTraining(
      QuantizationSettings settings,
      Set<String> keepFloat,
      Set<String> wide,
      Map<String, Tensor> data,
      Steps steps,
      Stages stages) {
    this.settings = settings;
    this.options =
        new QuantizationOptions(
            integers(settings),
            settings.activationRange(),
            settings.weightRange(),
            settings.perChannel(),
            settings.bits(),
            false,
            keepFloat,
            wide);
    this.data = data;
    this.steps = steps;
    this.stages = stages;
  }

  private static Integers integers(QuantizationSettings settings) {
    ElementType storage = settings.activations();
    return settings.symmetric() ? Integers.symmetric(storage) : Integers.affine(storage);
  }

  /** What the quantized network is to compute: the same, with the ranges of its layers balanced. */
  Model balanced(Model floats) {
    return settings.equalizes()
        ? steps.run(floats, List.of(new EqualizeLayers(), new MaterializeWeights()))
        : floats;
  }

  /** The network with quantizers, and its weights in integers behind them. */
  Model quantized(Model floats) {
    ActivationLevels levels = levels(calibrate(floats.fitting(data)));
    Model rounded =
        steps.run(floats, List.of(new InsertQuantizers(options, levels), new MaterializeWeights()));
    Map<String, Tensor> numbers =
        repaired(rounded.fitting(data), floats.fitting(data)).parameters();
    return new Model(rounded.graph(), numbers);
  }

  private Map<String, Distribution> calibrate(Model floats) {
    Set<Value> observed = Set.copyOf(InsertQuantizers.observed(floats.graph(), options));
    Batches batches = batches(floats);
    Progress progress = stages.begin("calibrating");
    return Calibration.run(
        floats, observed::contains, batches, done -> progress.advance(done, batches.items()));
  }

  private Batches batches(Model model) {
    return new Batches(model.graph(), data, ITEMS_AT_ONCE);
  }

  private ActivationLevels levels(Map<String, Distribution> distributions) {
    return (value, integers) ->
        integers.levels(
            settings
                .activationRange()
                .range(distributions.get(value.name()), integers, settings.percent()));
  }

  private Model repaired(Model rounded, Model floats) {
    Model model = rounded;
    if (settings.roundsWeights()) {
      IntConsumer done = layers("rounding weights", floats);
      model = run(model, new RoundWeights(floats, batches(floats), SEED, done));
    }
    if (settings.correctsBiases()) {
      IntConsumer done = layers("correcting biases", floats);
      Model corrected = run(model, new CorrectBiases(floats, batches(floats), done));
      model = settings.roundsWeights() ? closest(floats, model, corrected) : corrected;
    }
    return model;
  }

  /** Rounding that was learned makes up for shifts itself, and correcting them may spoil it. */
  private Model closest(Model floats, Model rounded, Model corrected) {
    Map<String, Tensor> expected = outputs(floats);
    return error(expected, outputs(corrected)) < error(expected, outputs(rounded))
        ? corrected
        : rounded;
  }

  private Map<String, Tensor> outputs(Model model) {
    return new BatchedRun(model, new FastEvaluation(), Progress.NONE).run(data);
  }

  private static double error(Map<String, Tensor> expected, Map<String, Tensor> found) {
    return expected.keySet().stream()
        .mapToDouble(
            name -> OutputError.of(name, expected.get(name), found.get(name)).rootMeanSquare())
        .sum();
  }

  private Model run(Model model, Pass pass) {
    return steps.run(model, List.of(pass));
  }

  /** Hears how many layers are repaired. */
  private IntConsumer layers(String what, Model floats) {
    int layers = floats.graph().select(PostTraining::isLayer).size();
    Progress progress = stages.begin(what);
    return done -> progress.advance(done, layers);
  }

  private static boolean isLayer(Value value) {
    return value.op() instanceof Convolution || value.op() instanceof Linear;
  }
}
