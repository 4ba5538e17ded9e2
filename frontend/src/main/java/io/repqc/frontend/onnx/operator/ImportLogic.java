package io.repqc.frontend.onnx.operator;

import static java.util.Map.entry;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.Value;
import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Select;
import java.util.Map;

/** Comparisons, truth values, and the choice by one. */
final class ImportLogic {
  private ImportLogic() {}

  static Map<String, OnnxImporter> rows() {
    return Map.ofEntries(
        entry("And", ImportArithmetic.binary(BinaryFunction.AND)),
        entry("Equal", ImportArithmetic.binary(BinaryFunction.EQUAL)),
        entry("Greater", ImportArithmetic.binary(BinaryFunction.GREATER)),
        entry("GreaterOrEqual", orEqual(BinaryFunction.GREATER)),
        entry("Less", ImportArithmetic.binary(BinaryFunction.LESS)),
        entry("LessOrEqual", orEqual(BinaryFunction.LESS)),
        entry("Or", ImportArithmetic.binary(BinaryFunction.OR)),
        entry("Where", OnnxImporter.single(ImportLogic::where)),
        entry("Xor", ImportArithmetic.binary(BinaryFunction.XOR)));
  }

  /** Not the negation of the opposite, because comparing with NaN is false either way. */
  private static OnnxImporter orEqual(BinaryFunction function) {
    return OnnxImporter.single(
        node -> {
          Value left = node.input(0);
          Value right = node.input(1);
          Value strict = node.emit(function.mnemonic(), new Binary(function, left, right));
          Value equal = node.emit("equal", new Binary(BinaryFunction.EQUAL, left, right));
          return node.emit(new Binary(BinaryFunction.OR, strict, equal));
        });
  }

  private static Value where(OnnxNode node) {
    return node.emit(new Select(node.input(0), node.input(1), node.input(2)));
  }
}
