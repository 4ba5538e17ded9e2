package io.repqc.bench;

import io.repqc.compiler.Progress;
import io.repqc.compiler.Word;
import io.repqc.compiler.evaluate.Answers;
import io.repqc.compiler.run.BatchedRun;
import io.repqc.compiler.run.Batches;
import io.repqc.compiler.run.InputFiles;
import io.repqc.compiler.run.Rows;
import io.repqc.frontend.data.Preprocessing;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OnnxReader;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.ir.op.Convention;
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
import io.repqc.passes.repair.EqualizeLayers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a network loses in small integers, by how its weights and the ranges of its activations are
 * chosen: a column of the table in docs/accuracy.md.
 */
final class Accuracies {
  private static final int SAMPLES = 512;
  private static final int ITEMS_AT_ONCE = 32;
  private static final QuantizationOptions USUAL = QuantizationOptions.DEFAULT;
  private static final List<RangeMethod> METHODS =
      List.of(RangeMethod.MIN_MAX, RangeMethod.MSE, RangeMethod.ENTROPY);

  private final Model floats;
  private final Map<String, Tensor> calibration;
  private final Map<String, Tensor> inputs;
  private final Answers answers;

  private Accuracies(Path network, Preprocessing pixels, List<String> data) {
    this.floats = after(OnnxReader.read(network, ImportOptions.DEFAULT), Pipelines.deploy());
    this.calibration = new LinkedHashMap<>(read(pixels, data.get(0)));
    calibration.replaceAll((name, tensor) -> Rows.spread(tensor, SAMPLES));
    this.inputs = read(pixels, data.get(1));
    this.answers =
        Answers.read(
            Path.of(data.get(2)),
            floats.graph().outputs().get(0),
            floats.graph().batch(),
            floats.graph().items(inputs),
            Optional.empty(),
            1);
  }

  /**
   * {@code words}: the mean and the deviation of pixels as in {@code 0.5,0.4,0.4}, what to
   * calibrate on, what to judge on, the right answers, then networks.
   */
  static void run(List<String> words) {
    Preprocessing pixels =
        new Preprocessing(
            Preprocessing.UNIT.scale(),
            numbers(words.get(0)),
            numbers(words.get(1)),
            Preprocessing.UNIT.layout());
    for (String network : words.subList(5, words.size())) {
      System.out.println(network);
      new Accuracies(Path.of(network), pixels, words.subList(2, 5)).print();
    }
  }

  private void print() {
    double best = score(floats);
    System.out.printf(Locale.ROOT, "%-36s %7.2f%n", "float", best);
    for (boolean equalizes : new boolean[] {false, true}) {
      Model balanced =
          equalizes
              ? after(floats, List.of(new EqualizeLayers(), new MaterializeWeights()))
              : floats;
      Map<String, Distribution> observed = observe(balanced);
      for (QuantizationOptions weights : List.of(USUAL, USUAL.perTensor())) {
        for (RangeMethod method : METHODS) {
          double score = score(integers(balanced, weights, method, observed));
          System.out.printf(
              Locale.ROOT,
              "%-11s %-8s %-15s %+7.2f%n",
              weights.perChannel() ? "per channel" : "per tensor",
              Word.of(method),
              equalizes ? "equalized" : "",
              score - best);
        }
      }
    }
  }

  private Map<String, Distribution> observe(Model model) {
    Set<Value> observed = Set.copyOf(InsertQuantizers.observed(model.graph(), USUAL));
    Batches batches = new Batches(model.graph(), calibration, ITEMS_AT_ONCE);
    return Calibration.run(model, observed::contains, batches, done -> {});
  }

  private static Model integers(
      Model model,
      QuantizationOptions options,
      RangeMethod method,
      Map<String, Distribution> observed) {
    InsertQuantizers insert =
        new InsertQuantizers(
            options,
            (value, integers) ->
                integers.levels(method.range(observed.get(value.name()), integers)));
    return after(
        model,
        List.of(
            insert, new MaterializeWeights(), new FuseQuantizers(Convention.ONNX, name -> false)));
  }

  private double score(Model model) {
    Map<String, Tensor> outputs =
        new BatchedRun(model, new FastEvaluation(), Progress.NONE).run(inputs);
    return answers.score(outputs.values().iterator().next());
  }

  private Map<String, Tensor> read(Preprocessing pixels, String file) {
    List<String> problems = new ArrayList<>();
    Map<String, Tensor> tensors =
        new InputFiles(floats.graph(), "--data", Optional.of(pixels), Integer.MAX_VALUE, problems)
            .read(List.of(file));
    ModelException.check(problems.isEmpty(), "%s", problems);
    return tensors;
  }

  private static Model after(Model model, List<Pass> passes) {
    return new PassRunner(passes).run(model, new Reasons());
  }

  private static List<Double> numbers(String list) {
    return Stream.of(list.split(",")).map(Double::valueOf).toList();
  }
}
