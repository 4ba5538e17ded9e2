package io.repqc.tune.training;

import io.repqc.compiler.tune.TuneListener;
import io.repqc.ir.IrException;
import io.repqc.tune.engine.Engine;
import java.nio.file.Path;

/**
 * Trains a network, step by step; the engine runs and differentiates, all else is done here. A run
 * that was interrupted and resumed gives the same bits as one that was not.
 */
public final class TrainingLoop {
  private TrainingLoop() {}

  /** A new run, whose state goes to {@code checkpoint} after each epoch. */
  public static TrainingLoop start(TrainingTask task, Path checkpoint) {
    throw new IrException("not built yet");
  }

  /**
   * Goes on from {@code checkpoint}; one that is not there, is damaged or is another task's is
   * refused.
   */
  public static TrainingLoop resume(TrainingTask task, Path checkpoint) {
    throw new IrException("not built yet");
  }

  /** How many steps there are in all; fewer if it stops early. */
  public long steps() {
    throw new IrException("not built yet");
  }

  /** How many steps are done. */
  public long done() {
    throw new IrException("not built yet");
  }

  /**
   * Trains to the end. Tells of steps and epochs, and of the parts that come after; of no plan,
   * which is the caller's. The checkpoint stays; whoever has written the result deletes it.
   */
  public Trained run(Engine engine, TuneListener listener) {
    throw new IrException("not built yet");
  }
}
