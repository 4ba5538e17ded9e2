package io.repqc.frontend.onnx;

import io.repqc.ir.Value;
import java.util.List;

/** Turns one node of an ONNX operator into values. */
@FunctionalInterface
interface OnnxImporter {
  /**
   * One value for each output of the node, by position. A null, or a list that ends early, stands
   * for an output that is not supported, which is a problem only where something reads it.
   */
  List<Value> build(OnnxNode node);
}
