package io.repqc.frontend.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a node stands: the names it sees, the operator versions, and, within a local function, the
 * attributes of the call and the calls that led here.
 */
record Frame(
    Scope scope,
    Map<String, Integer> opsets,
    Map<String, AttributeProto> attributes,
    List<String> calls,
    String prefix,
    String place) {

  /** The frame of a graph that a node of this one holds. */
  Frame within() {
    return new Frame(new Scope(Optional.of(scope)), opsets, attributes, calls, prefix, place);
  }
}
