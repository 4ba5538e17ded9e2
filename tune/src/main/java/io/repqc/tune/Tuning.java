package io.repqc.tune;

import io.repqc.compiler.ModelFile;
import io.repqc.compiler.Stages;
import io.repqc.compiler.tune.TrainingData;
import io.repqc.compiler.tune.TuneListener;
import io.repqc.compiler.tune.TunePlan;
import io.repqc.compiler.tune.TuneRequest;
import io.repqc.compiler.tune.TuneResult;
import io.repqc.compiler.tune.TuneSettings.Method;
import io.repqc.compiler.tune.Tuner;
import io.repqc.ir.Model;
import io.repqc.ir.OutputFile;
import io.repqc.tune.engine.Engine;
import io.repqc.tune.quantizer.SettleQuantizers;
import io.repqc.tune.torch.TorchEngine;
import io.repqc.tune.training.DataSet;
import io.repqc.tune.training.DataSet.Reading;
import io.repqc.tune.training.Trained;
import io.repqc.tune.training.TrainingLoop;
import io.repqc.tune.training.TrainingTask;
import java.util.List;
import java.util.Optional;

/** Trains networks on libtorch: RepQ, and what it is compared with. */
public final class Tuning implements Tuner {

  @Override
  public TunePlan plan(TuneRequest request, Stages stages) {
    Model before = Prepared.read(request);
    DataSet data = training(request.data(), before);
    Prepared prepared = Prepared.of(request.settings(), before, data, stages);
    return Plans.of(request, prepared, prepared.trainee(), data, 0);
  }

  @Override
  public TuneResult run(TuneRequest request, TuneListener listener) {
    ModelFile.checkWritable(request.output());
    OutputFile.check(request.checkpoint());
    Model before = Prepared.read(request);
    DataSet data = training(request.data(), before);
    Optional<DataSet> test = test(request.data(), before);
    Prepared prepared = Prepared.of(request.settings(), before, data, listener);
    Engine engine = TorchEngine.start(request.settings().training().threads());
    return request.settings().method() == Method.PTQ
        ? calibrated(request, prepared, engine, data, test, listener)
        : trained(request, prepared, engine, data, test, listener);
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

  /** What is not trained is done. */
  private static TuneResult calibrated(
      TuneRequest request,
      Prepared prepared,
      Engine engine,
      DataSet data,
      Optional<DataSet> test,
      TuneListener listener) {
    TunePlan plan = Plans.untrained(prepared, data);
    listener.plan(plan);
    Deployment deployment = Deployment.of(prepared.quantizers(), request.settings());
    ModelFile.write(deployment.in(request.output()), request.output());
    Qualities qualities = new Qualities(engine, prepared.floats(), deployment, listener);
    return new TuneResult(
        prepared.before(),
        deployment.quantizers(),
        deployment.integers(),
        plan,
        List.of(),
        test.map(qualities::on),
        List.of(),
        List.of());
  }

  private static TuneResult trained(
      TuneRequest request,
      Prepared prepared,
      Engine engine,
      DataSet data,
      Optional<DataSet> test,
      TuneListener listener) {
    Trainee trainee = prepared.trainee();
    TrainingTask task = task(request, prepared, trainee, data);
    TrainingLoop loop =
        request.resumes()
            ? TrainingLoop.resume(task, request.checkpoint())
            : TrainingLoop.start(task, request.checkpoint());
    TunePlan plan = Plans.of(request, prepared, trainee, data, loop.done());
    listener.plan(plan);
    Trained trained = loop.run(engine, listener);
    Model settled = SettleQuantizers.apply(trainee, trained.numbers());
    Deployment deployment = Deployment.of(settled, request.settings());
    ModelFile.write(deployment.in(request.output()), request.output());
    Qualities qualities = new Qualities(engine, prepared.floats(), deployment, listener);
    TuneResult result =
        new TuneResult(
            prepared.before(),
            deployment.quantizers(),
            deployment.integers(),
            plan,
            trained.history(),
            test.map(qualities::on),
            trainee.bits().apply(trained.numbers()),
            List.of());
    TrainingLoop.forget(request.checkpoint());
    return result;
  }

  private static TrainingTask task(
      TuneRequest request, Prepared prepared, Trainee trainee, DataSet data) {
    boolean hasTeacher = request.settings().training().distillation() > 0;
    return new TrainingTask(
        trainee,
        data,
        request.data().held(),
        request.settings().training(),
        hasTeacher ? Optional.of(prepared.floats()) : Optional.empty(),
        Plans.inCommon(request));
  }
}
