package io.repqc.bench.tune;

import io.repqc.compiler.tune.TuneSettings.Method;
import io.repqc.passes.Pipelines.Statistics;

/** A column of the table. */
enum TuneMethod {
  PTQ(Method.PTQ, Statistics.RUNNING),
  LSQ_MERGED(Method.LSQ_MERGED, Statistics.RUNNING),
  REPQ_FROZEN(Method.REPQ, Statistics.RUNNING),
  REPQ_BATCH(Method.REPQ, Statistics.BATCH),
  REPQ_ESTIMATE(Method.REPQ, Statistics.ESTIMATE);

  private final Method method;
  private final Statistics statistics;

  TuneMethod(Method method, Statistics statistics) {
    this.method = method;
    this.statistics = statistics;
  }

  Method method() {
    return method;
  }

  Statistics statistics() {
    return statistics;
  }

  boolean isTrained() {
    return method != Method.PTQ;
  }
}
