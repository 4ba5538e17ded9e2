package io.repqc.codegen.tile;

import io.repqc.codegen.lower.Code;
import io.repqc.codegen.lower.Kernel;
import io.repqc.codegen.lower.Layer;
import io.repqc.codegen.lower.PlainEncode;
import io.repqc.ir.op.Encode;

/** Floats to levels, a vector of neighbours at a time. */
final class VectorEncode implements Kernel {
  @Override
  public boolean fits(Layer layer) {
    return layer.op() instanceof Encode;
  }

  @Override
  public void lower(Layer layer, Code code) {
    PlainEncode.call("encode_vector", layer, code);
  }
}
