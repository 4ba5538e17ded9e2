package io.repqc.tests.tune;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.repqc.ir.ModelException;
import io.repqc.tune.torch.TorchEngine;

/** The engine for tests, where libtorch is to be had. */
public final class Torch {
  private static final int THREADS = 1;

  private Torch() {}

  /** Skips the test, and says so, where there is no libtorch. */
  public static TorchEngine engine() {
    try {
      return TorchEngine.start(THREADS);
    } catch (ModelException e) {
      System.err.println("SKIPPED: " + e.getMessage());
      assumeTrue(false, e.getMessage());
      throw e;
    }
  }
}
