package io.repqc.compiler.tune;

import io.repqc.compiler.Stages;
import io.repqc.ir.ModelException;
import java.util.ServiceLoader;

/**
 * Trains networks for their integers. Found on the class path, since it brings a large library that
 * only those need who train.
 */
public interface Tuner {

  /** What {@link #run} would train, without training. */
  TunePlan plan(TuneRequest request, Stages stages);

  TuneResult run(TuneRequest request, TuneListener listener);

  static Tuner find() {
    return ServiceLoader.load(Tuner.class)
        .findFirst()
        .orElseThrow(
            () ->
                new ModelException(
                    "training needs RepQC's module \"tune\", which is not on the class path;"
                        + " ./repqc tune fetches it on first use"));
  }
}
