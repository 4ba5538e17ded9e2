package io.repqc.compiler.tune;

import io.repqc.compiler.Stages;

/** Hears how training goes. */
public interface TuneListener extends Stages {
  /** Before it starts. */
  void plan(TunePlan plan);

  /** After each step, with the loss of its batch. */
  void step(long step, long steps, double loss);

  /** After each epoch. */
  void epoch(Epoch epoch);

  /**
   * Whether training should stop, asked after each step; it then leaves a checkpoint and throws a
   * {@link TuneInterruption}.
   */
  default boolean isCancelled() {
    return false;
  }
}
