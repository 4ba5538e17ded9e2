package io.repqc.frontend.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;

/** What a node is called in messages, and what its values are named after. */
final class NodeNames {
  private NodeNames() {}

  /** The domain of ONNX itself has two spellings. */
  static String domain(NodeProto node) {
    return domain(node.getDomain());
  }

  static String domain(String domain) {
    return domain.equals("ai.onnx") ? "" : domain;
  }

  static String describe(Frame frame, NodeProto node) {
    return frame.place() + describe(node);
  }

  static String describe(NodeProto node) {
    String which =
        node.getName().isEmpty()
            ? "of " + Problems.quote(main(node))
            : Problems.quote(node.getName());
    return "node %s (%s)".formatted(which, node.getOpType());
  }

  /** What the values of a node are named after. */
  static String main(NodeProto node) {
    return node.getOutputList().stream()
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse(node.getName().isEmpty() ? node.getOpType() : node.getName());
  }
}
