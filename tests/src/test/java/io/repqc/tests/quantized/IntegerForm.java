package io.repqc.tests.quantized;

import io.repqc.ir.Model;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Reasons;

/** A quantized network of integer ops. */
final class IntegerForm {
  private IntegerForm() {}

  /** A network as it was read, in integers; sums are rounded as ONNX Runtime rounds them. */
  static Model of(Model model) {
    return new PassRunner(Pipelines.simplify()).run(model, new Reasons());
  }
}
