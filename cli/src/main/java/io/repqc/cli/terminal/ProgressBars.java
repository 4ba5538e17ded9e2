package io.repqc.cli.terminal;

import io.repqc.compiler.Progress;
import io.repqc.compiler.Stages;

/** A progress bar for each part of the work, one after the other on the same line. */
public final class ProgressBars implements Stages, AutoCloseable {
  private final Console console;
  private ProgressBar current;

  public ProgressBars(Console console) {
    this.console = console;
  }

  @Override
  public Progress begin(String what) {
    close();
    current = console.progress(what);
    return current;
  }

  @Override
  public void close() {
    if (current != null) {
      current.close();
    }
  }
}
