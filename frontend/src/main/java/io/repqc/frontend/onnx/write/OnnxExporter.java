package io.repqc.frontend.onnx.write;

import io.repqc.ir.op.Op;

/** How one op is written as nodes. */
@FunctionalInterface
interface OnnxExporter<O extends Op> {
  void write(NodeWriter node, O op);
}
