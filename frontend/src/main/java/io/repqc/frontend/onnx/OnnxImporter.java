package io.repqc.frontend.onnx;

import io.repqc.ir.Value;
import java.util.List;
import java.util.function.Function;

/** Turns one node of an ONNX operator into values. */
@FunctionalInterface
public interface OnnxImporter {
  /**
   * One value for each output of the node, by position. A null, or a list that ends early, stands
   * for an output that is not supported, which is a problem only where something reads it.
   */
  List<Value> build(OnnxNode node);

  /** The importer of an operator with one output. */
  static OnnxImporter single(Function<OnnxNode, Value> build) {
    return node -> List.of(build.apply(node));
  }
}
