package io.repqc.frontend.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.repqc.frontend.onnx.operator.OnnxImporters;
import io.repqc.ir.ModelException;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the importer of a node, or says which operators there are. */
final class OperatorLookup {
  private boolean hasListed;

  OnnxImporter find(Frame frame, NodeProto node) {
    String domain = NodeNames.domain(node);
    String key = domain.isEmpty() ? node.getOpType() : domain + "." + node.getOpType();
    OnnxImporter importer = OnnxImporters.TABLE.get(key);
    if (importer == null) {
      throw new ModelException(
          NodeNames.describe(frame, node) + ": " + refusal(domain, node.getOpType()));
    }
    int opset = opset(frame, domain);
    OnnxSignature.of(key)
        .ifPresent(
            signature -> signature.check(opset, node.getInputCount(), node.getOutputCount()));
    return importer;
  }

  private static int opset(Frame frame, String domain) {
    Integer opset = frame.opsets().get(domain);
    ModelException.check(opset != null, "the file names no opset (opset_import) of this domain");
    return opset;
  }

  private String refusal(String domain, String operator) {
    if (!domain.isEmpty() && !domain.equals("com.microsoft")) {
      return "domain %s is not supported; supported: ai.onnx, com.microsoft and functions of the file's own"
          .formatted(Problems.quote(domain));
    }
    Optional<String> near =
        OnnxImporters.TABLE.keySet().stream()
            .filter(name -> distance(name, operator) <= 2)
            .min(Comparator.comparingInt(name -> distance(name, operator)));
    return near.isPresent() && OnnxSignature.of(operator).isEmpty()
        ? "this operator is unknown; did you mean %s?".formatted(near.get())
        : "this operator is not supported" + supported();
  }

  /** The list of operators, once: after the first node that needs it. */
  private String supported() {
    if (hasListed) {
      return "";
    }
    hasListed = true;
    return OnnxImporters.TABLE.keySet().stream()
        .collect(Collectors.joining(", ", "; supported: ", ""));
  }

  /**
   * How many letters are to be added, dropped or changed, at most, to get from one to the other.
   */
  private static int distance(String from, String to) {
    if (Math.abs(from.length() - to.length()) > 2) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
