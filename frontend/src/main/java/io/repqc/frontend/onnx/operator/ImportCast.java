package io.repqc.frontend.onnx.operator;

import io.repqc.frontend.onnx.OnnxImporter;
import io.repqc.frontend.onnx.OnnxNode;
import io.repqc.ir.ElementType;
import io.repqc.ir.Value;
import io.repqc.ir.op.Cast;
import java.util.Map;

/** The same numbers in another element type. */
final class ImportCast {
  private ImportCast() {}

  static Map<String, OnnxImporter> rows() {
    return Map.of(
        "Cast",
        OnnxImporter.single(node -> cast(node, node.elementType(node.integer("to", 0)))),
        "CastLike",
        OnnxImporter.single(node -> cast(node, node.input(1).elementType())));
  }

  private static Value cast(OnnxNode node, ElementType type) {
    Value x = node.input(0);
    boolean saturate = isFloat8(type) && node.flag("saturate", true);
    return x.elementType() == type ? x : node.emit(new Cast(x, type, saturate));
  }

  private static boolean isFloat8(ElementType type) {
    return type == ElementType.F8E4M3 || type == ElementType.F8E5M2;
  }
}
