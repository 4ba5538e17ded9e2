package io.repqc.passes;

import io.repqc.ir.IrException;
import io.repqc.ir.Model;
import io.repqc.ir.Verifier;
import java.util.List;
import java.util.function.BiConsumer;

/** Runs passes in order and verifies after each, so that a broken graph names its culprit. */
public final class PassRunner {
  private final List<Pass> passes;
  private final BiConsumer<Pass, Model> observer;

  /** {@code observer} sees the model after each pass. */
  public PassRunner(List<Pass> passes, BiConsumer<Pass, Model> observer) {
    this.passes = List.copyOf(passes);
    this.observer = observer;
  }

  public PassRunner(List<Pass> passes) {
    this(passes, (pass, model) -> {});
  }

  public Model run(Model model, Reasons reasons) {
    Model current = model;
    for (Pass pass : passes) {
      try {
        current = pass.run(current, reasons);
        Verifier.verify(current);
      } catch (IrException e) {
        throw new IrException("after %s: %s".formatted(pass.name(), e.getMessage()), e);
      }
      observer.accept(pass, current);
    }
    return current;
  }
}
