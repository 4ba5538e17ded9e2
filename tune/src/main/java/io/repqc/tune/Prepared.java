package io.repqc.tune;

import io.repqc.compiler.ModelFile;
import io.repqc.compiler.Progress;
import io.repqc.compiler.Stages;
import io.repqc.compiler.quantize.Globs;
import io.repqc.compiler.quantize.Rectified;
import io.repqc.compiler.run.Batches;
import io.repqc.compiler.run.Rows;
import io.repqc.compiler.tune.TuneRequest;
import io.repqc.compiler.tune.TuneSettings;
import io.repqc.compiler.tune.TuneSettings.Method;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Rewrite;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Dequantize;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Quantize;
import io.repqc.passes.Pass;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Reasons;
import io.repqc.passes.fold.UseRunningStatistics;
import io.repqc.passes.materialize.MaterializeWeights;
import io.repqc.passes.observe.Calibration;
import io.repqc.passes.observe.Distribution;
import io.repqc.passes.quantize.InsertQuantizers;
import io.repqc.passes.quantize.QuantizationOptions;
import io.repqc.tune.quantizer.InitialRanges;
import io.repqc.tune.quantizer.LearnQuantizers;
import io.repqc.tune.training.DataSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A network on its way to what is trained.
 *
 * @param before as it was read
 * @param floats merged, with numbers for weights: what is quantized
 * @param quantizers with quantizers at their first ranges; weights are expressions if branches are
 *     trained
 */
record Prepared(TuneSettings settings, Model before, Model floats, Model quantizers) {
  /** More say no more of a range. */
  private static final int CALIBRATION_ITEMS = 512;

  private static final int ITEMS_AT_ONCE = 8;

  /** What a network that is trained would be deployed as, under its own names. */
  private static final List<Pass> DEPLOYED =
      List.of(new UseRunningStatistics(), new MaterializeWeights());

  static Model read(TuneRequest request) {
    Model model = ModelFile.read(request.network(), request.options());
    ModelException.check(
        model.graph().values().stream().noneMatch(Prepared::isQuantized),
        "%s: the network is quantized already; give the float network that it was made of",
        request.network());
    return model;
  }

  private static boolean isQuantized(Value value) {
    return value.op() instanceof Quantize
        || value.op() instanceof Dequantize
        || value.type().quantization().isPresent();
  }

  static Prepared of(TuneSettings settings, Model before, DataSet data, Stages stages) {
    Model floats = run(before, Pipelines.deploy());
    Model trained = trainable(settings, before, floats);
    QuantizationOptions options = options(settings, floats);
    Model deployed = run(trained, DEPLOYED).fitting(data.inputs());
    Map<String, Distribution> observed =
        observed(deployed, options, data, stages.begin("calibrating"));
    InsertQuantizers insertion =
        new InsertQuantizers(
            options,
            (value, integers) ->
                integers.levels(
                    InitialRanges.ofActivations(settings.quantizers())
                        .range(observed.get(value.name()), integers)));
    return new Prepared(settings, before, floats, run(trained, List.of(insertion)));
  }

  static Model run(Model model, List<Pass> passes) {
    return new PassRunner(passes).run(model, new Reasons());
  }

  /** The names of what the user wants in floats. */
  Set<String> keptFloat() {
    return keptFloat(settings, floats);
  }

  private static Set<String> keptFloat(TuneSettings settings, Model floats) {
    Globs globs = new Globs(floats.graph());
    Set<String> names = globs.select("--keep-float", settings.quantization().keepFloat());
    globs.check();
    return Rectified.both(floats.graph(), names);
  }

  private static QuantizationOptions options(TuneSettings settings, Model floats) {
    QuantizationOptions options =
        QuantizationOptions.DEFAULT
            .with(settings.quantization().bits())
            .with(
                InitialRanges.ofActivations(settings.quantizers()),
                InitialRanges.ofWeights(settings.quantizers()))
            .keepingFloat(keptFloat(settings, floats));
    QuantizationOptions scaled =
        settings.quantization().perChannel() ? options : options.perTensor();
    return settings.method() == Method.PTQ ? scaled : scaled.withFloatBiases();
  }

  private static Map<String, Distribution> observed(
      Model deployed, QuantizationOptions options, DataSet data, Progress progress) {
    Map<String, Tensor> inputs = new LinkedHashMap<>(data.inputs());
    for (String name : Batches.batched(deployed.graph())) {
      inputs.computeIfPresent(name, (key, tensor) -> Rows.spread(tensor, CALIBRATION_ITEMS));
    }
    Set<Value> values = Set.copyOf(InsertQuantizers.observed(deployed.graph(), options));
    Batches batches = new Batches(deployed.graph(), inputs, ITEMS_AT_ONCE);
    return Calibration.run(
        deployed, values::contains, batches, done -> progress.advance(done, batches.items()));
  }

  private static Model trainable(TuneSettings settings, Model before, Model floats) {
    return switch (settings.method()) {
      case REPQ -> run(before, Pipelines.merge(settings.statistics(), regions -> {}));
      case LSQ_MERGED -> new Model(released(before, floats.graph()), floats.parameters());
      case PTQ -> floats;
    };
  }

  /** What merging made is trained like what it was made of. */
  private static Graph released(Model before, Graph merged) {
    return new Rewrite(merged)
        .each((value, op) -> Rewrite.keep(value, released(before, value, op)));
  }

  private static Op released(Model before, Value value, Op op) {
    boolean isMade = op instanceof Parameter && !before.parameters().containsKey(value.name());
    return isMade && value.elementType().isFloat() ? new Parameter(value.type(), true) : op;
  }

  /** The parameters that training may change. */
  Set<String> trained() {
    return quantizers.graph().parameters().stream()
        .filter(value -> ((Parameter) value.op()).trainable())
        .map(Value::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  Trainee trainee() {
    return LearnQuantizers.apply(quantizers, settings.quantizers(), trained());
  }
}
