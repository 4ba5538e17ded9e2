package io.repqc.tune;

import io.repqc.compiler.run.BatchedRun;
import io.repqc.compiler.tune.TuneListener;
import io.repqc.compiler.tune.TuneResult.Quality;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.tune.engine.Engine;
import io.repqc.tune.training.DataSet;
import io.repqc.tune.training.Evaluation;

/** How good a network is in floats, as it was trained, and in integers, on the same data. */
record Qualities(Engine engine, Model floats, Deployment deployment, TuneListener listener) {
  private static final int BATCH = 100;

  Quality on(DataSet data) {
    Tensor integers = integers(data);
    Tensor trained = onEngine(deployment.quantizers(), data);
    return new Quality(
        data.answers().metric(),
        data.items(),
        data.answers().score(onEngine(floats, data)),
        data.answers().score(trained),
        data.answers().score(integers),
        data.answers().agreeing(trained, integers));
  }

  private Tensor onEngine(Model model, DataSet data) {
    try (Evaluation evaluation = new Evaluation(engine, model, data, BATCH)) {
      return evaluation.outputs();
    }
  }

  private Tensor integers(DataSet data) {
    return new BatchedRun(
            deployment.integers().fitting(data.inputs()),
            new FastEvaluation(),
            listener.begin("evaluating integers"))
        .run(data.inputs())
        .values()
        .iterator()
        .next();
  }
}
