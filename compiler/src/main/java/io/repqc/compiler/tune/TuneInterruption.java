package io.repqc.compiler.tune;

import java.nio.file.Path;

/** Training stopped since its user asked for it; it goes on from its checkpoint. */
public final class TuneInterruption extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Path checkpoint;
  private final long step;

  public TuneInterruption(Path checkpoint, long step) {
    super("stopped after step %d; %s holds all to go on from there".formatted(step, checkpoint));
    this.checkpoint = checkpoint;
    this.step = step;
  }

  public Path checkpoint() {
    return checkpoint;
  }

  /** How many steps are done. */
  public long step() {
    return step;
  }
}
