package io.repqc.compiler.quantize;

import io.repqc.ir.Model;
import io.repqc.passes.Pass;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Reasons;
import java.util.List;
import java.util.function.BiConsumer;

/** Runs passes before the same eyes: those of the user, and those of {@code reasons}. */
record Steps(Reasons reasons, BiConsumer<Pass, Model> observer) {

  Model run(Model model, List<Pass> passes) {
    return new PassRunner(passes, observer).run(model, reasons);
  }
}
