package io.repqc.frontend.onnx.write;

import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;

/** The numbers by which ONNX knows element types, and since when. */
final class ElementCodes {
  private ElementCodes() {}

  static int code(ElementType type) {
    return switch (type) {
      case F32 -> 1;
      case U8 -> 2;
      case I8 -> 3;
      case U16 -> 4;
      case I16 -> 5;
      case I32 -> 6;
      case I64 -> 7;
      case BOOL -> 9;
      case F64 -> 11;
      case U32 -> 12;
      case F8E4M3 -> 17;
      case F8E5M2 -> 19;
      case U4 -> 21;
      case I4 -> 22;
      case B1 ->
          throw new ModelException(
              "ONNX has no type for elements of one bit; write the model as .rq");
    };
  }

  /** The first opset with operators for such elements. */
  static int opset(ElementType type) {
    return switch (type) {
      case F8E4M3, F8E5M2 -> 19;
      case I4, U4 -> 21;
      default -> Form.OLDEST_OPSET;
    };
  }
}
