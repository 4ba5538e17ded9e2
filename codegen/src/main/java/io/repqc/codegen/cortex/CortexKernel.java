package io.repqc.codegen.cortex;

import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Kernel;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.PlainConvolution;

/**
 * A way to compute products of tensors that lie with their channels last; others are left to the
 * plain one.
 */
abstract class CortexKernel implements Kernel {
  private final Kernel plain = new PlainConvolution();

  @Override
  public final void lower(Layer layer, Code code) {
    CortexLayer cortex = new CortexLayer(layer, code);
    if (cortex.liesChannelsLast()) {
      lower(cortex, code);
    } else {
      plain.lower(layer, code);
    }
  }

  abstract void lower(CortexLayer layer, Code code);
}
