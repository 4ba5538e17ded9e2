package io.repqc.cli;

import java.util.concurrent.CountDownLatch;

/**
 * That the user wants the process to end (Ctrl-C). While the work listens to it, the process stays
 * until the work has come to an end by itself.
 */
final class StopSignal implements AutoCloseable {
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop");
  private final Runnable unheard;
  private volatile boolean isGiven;
  private volatile boolean isHeard;

  /** {@code unheard} is done when nobody listens, before the process ends. */
  StopSignal(Runnable unheard) {
    this.unheard = unheard;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  boolean isGiven() {
    return isGiven;
  }

  /** Says whether the work listens from now on. */
  void hear(boolean isHeard) {
    this.isHeard = isHeard;
  }

  private void stop() {
    isGiven = true;
    if (!isHeard) {
      unheard.run();
      return;
    }
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work is over, and what it had to say is said. */
  @Override
  public void close() {
    end.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process ends already
    }
  }
}
