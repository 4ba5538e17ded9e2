package io.repqc.tune;

import io.repqc.compiler.ModelFile;
import io.repqc.compiler.Stages;
import io.repqc.compiler.tune.Epoch;
import io.repqc.compiler.tune.QuantizerSettings;
import io.repqc.compiler.tune.TrainingData;
import io.repqc.compiler.tune.TuneListener;
import io.repqc.compiler.tune.TunePlan;
import io.repqc.compiler.tune.TuneRequest;
import io.repqc.compiler.tune.TuneResult;
import io.repqc.compiler.tune.TuneResult.LearnedBits;
import io.repqc.compiler.tune.TuneSettings;
import io.repqc.compiler.tune.TuneSettings.Method;
import io.repqc.compiler.tune.Tuner;
import io.repqc.ir.FileProblem;
import io.repqc.ir.Model;
import io.repqc.passes.quantize.BitWidths;
import io.repqc.tune.engine.Engine;
import io.repqc.tune.quantizer.SettleQuantizers;
import io.repqc.tune.torch.TorchEngine;
import io.repqc.tune.training.DataSet;
import io.repqc.tune.training.DataSet.Reading;
import io.repqc.tune.training.Trained;
import io.repqc.tune.training.TrainingLoop;
import io.repqc.tune.training.TrainingTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains networks on libtorch: RepQ, and what it is compared with. */
public final class Tuning implements Tuner {

  @Override
  public TunePlan plan(TuneRequest request, Stages stages) {
    Model before = Prepared.read(request);
    DataSet data = training(request.data(), before);
    Prepared prepared = Prepared.of(request.settings(), before, data, stages);
    Plans plans = new Plans(prepared, request.options(), data);
    return isTrained(request)
        ? plans.of(TrainingLoop.start(task(request, prepared, data), request.checkpoint()))
        : plans.untrained();
  }

  @Override
  public TuneResult run(TuneRequest request, TuneListener listener) {
    request.outputs().forEach(ModelFile::checkWritable);
    Model before = Prepared.read(request);
    DataSet data = training(request.data(), before);
    Optional<DataSet> test = test(request.data(), before);
    Prepared prepared = Prepared.of(request.settings(), before, data, listener);
    Plans plans = new Plans(prepared, request.options(), data);
    Engine engine = TorchEngine.start(request.settings().training().threads());
    Learning learning =
        isTrained(request)
            ? learned(request, prepared, plans, engine, listener)
            : Learning.none(prepared, plans, listener);
    Deployment deployment =
        Deployment.of(learning.settled(), request.settings(), prepared.keptFloat());
    request.outputs().forEach(file -> ModelFile.write(deployment.in(file), file));
    forget(request.checkpoint());
    Qualities qualities = new Qualities(engine, prepared.floats(), deployment, listener);
    return new TuneResult(
        before,
        deployment.quantizers(),
        deployment.integers(),
        learning.plan(),
        learning.history(),
        qualities.on(test.or(learning::held).orElse(data)),
        learning.bits(),
        test.isPresent() ? List.of() : List.of(judgedBy(learning)));
  }

  private static String judgedBy(Learning learning) {
    return learning.held().isPresent()
        ? "judged on the items that were held out, by which the best epoch was chosen too;"
            + " give others with --evaluate and --evaluate-labels"
        : "judged on the data that it was made with; give others with --evaluate and"
            + " --evaluate-labels";
  }

  private static boolean isTrained(TuneRequest request) {
    return request.settings().method() != Method.PTQ;
  }

  private static Reading reading(TrainingData data, Model model) {
    return new Reading(model.graph(), data.preprocessing(), data.metric(), data.peak());
  }

  private static DataSet training(TrainingData data, Model model) {
    return reading(data, model).read("--data", data.inputs(), data.answers());
  }

  private static Optional<DataSet> test(TrainingData data, Model model) {
    return data.testAnswers()
        .map(answers -> reading(data, model).read("--evaluate", data.testInputs(), answers));
  }

  /** What training came to: a network with settled numbers and no statistics of batches. */
  private record Learning(
      TunePlan plan,
      Model settled,
      List<Epoch> history,
      List<LearnedBits> bits,
      Optional<DataSet> held) {

    static Learning none(Prepared prepared, Plans plans, TuneListener listener) {
      listener.plan(plans.untrained());
      return new Learning(
          plans.untrained(), prepared.quantizers(), List.of(), List.of(), Optional.empty());
    }
  }

  private static Learning learned(
      TuneRequest request, Prepared prepared, Plans plans, Engine engine, TuneListener listener) {
    TrainingTask task = task(request, prepared, plans.data());
    TrainingLoop loop =
        request.resumes()
            ? TrainingLoop.resume(task, request.checkpoint())
            : TrainingLoop.start(task, request.checkpoint());
    TunePlan plan = plans.of(loop);
    listener.plan(plan);
    Trained trained = loop.run(engine, listener);
    return new Learning(
        plan,
        SettleQuantizers.apply(task.trainee(), trained.numbers()),
        trained.history(),
        task.trainee().bits().apply(trained.numbers()),
        loop.heldOut());
  }

  private static TrainingTask task(TuneRequest request, Prepared prepared, DataSet data) {
    TuneSettings settings = request.settings();
    boolean hasTeacher = settings.training().distillation() > 0;
    return new TrainingTask(
        prepared.trainee(),
        data,
        request.data().held(),
        settings.training(),
        hasTeacher ? Optional.of(prepared.floats()) : Optional.empty(),
        inCommon(settings));
  }

  /** What an interrupted run and the one that goes on with it have to have in common. */
  private static Map<String, String> inCommon(TuneSettings settings) {
    BitWidths bits = settings.quantization().bits();
    QuantizerSettings quantizers = settings.quantizers();
    Map<String, String> words = new LinkedHashMap<>();
    words.put("--method", settings.method().toString());
    words.put("--bn", settings.statistics().toString());
    words.put("--bits", bits.usual().toString());
    words.put("--end-bits", bits.ends().toString());
    words.put("--bits-of", String.join(" ", bits.ownTexts()));
    words.put("--weight-quantizer", quantizers.weights().toString());
    words.put("--activation-quantizer", quantizers.activations().toString());
    words.put("--initial", quantizers.initial().toString());
    words.put("--step-rule", quantizers.steps().toString());
    return words;
  }

  private static void forget(Path checkpoint) {
    try {
      Files.deleteIfExists(checkpoint);
    } catch (IOException e) {
      throw FileProblem.of(checkpoint, "cannot be deleted", e);
    }
  }
}
