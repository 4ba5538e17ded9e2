package io.repqc.passes;

import io.repqc.ir.Model;

/** One step from model to model. What a pass leaves undone, and why, it tells {@code reasons}. */
public interface Pass {
  /** As the user writes it, for instance after {@code --print-after}. */
  String name();

  Model run(Model model, Reasons reasons);
}
