package io.repqc.frontend.onnx;

import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import java.util.List;

/** The element types of ONNX by their numbers, and how each is held here. */
final class OnnxTypes {
  static final int FLOAT = 1;
  static final int FLOAT16 = 10;
  static final int UINT64 = 13;
  static final int BFLOAT16 = 16;

  private static final List<String> NAMES =
      List.of(
          "undefined",
          "float",
          "uint8",
          "int8",
          "uint16",
          "int16",
          "int32",
          "int64",
          "string",
          "bool",
          "float16",
          "double",
          "uint32",
          "uint64",
          "complex64",
          "complex128",
          "bfloat16",
          "float8e4m3fn",
          "float8e4m3fnuz",
          "float8e5m2",
          "float8e5m2fnuz",
          "uint4",
          "int4",
          "float4e2m1",
          "float8e8m0",
          "uint2",
          "int2");

  private OnnxTypes() {}

  static String name(int code) {
    return code >= 0 && code < NAMES.size() ? NAMES.get(code) : "number " + code;
  }

  /** How elements of ONNX type {@code code} are held; half precision widens, u64 becomes i64. */
  static ElementType elementType(int code) {
    return switch (code) {
      case FLOAT, FLOAT16, BFLOAT16 -> ElementType.F32;
      case 2 -> ElementType.U8;
      case 3 -> ElementType.I8;
      case 4 -> ElementType.U16;
      case 5 -> ElementType.I16;
      case 6 -> ElementType.I32;
      case 7, UINT64 -> ElementType.I64;
      case 9 -> ElementType.BOOL;
      case 11 -> ElementType.F64;
      case 12 -> ElementType.U32;
      case 17 -> ElementType.F8E4M3;
      case 19 -> ElementType.F8E5M2;
      case 21 -> ElementType.U4;
      case 22 -> ElementType.I4;
      default -> throw new ModelException(refusal(code));
    };
  }

  private static String refusal(int code) {
    return "elements of type %s are not supported; supported: float, double, float16, bfloat16, float8e4m3fn, float8e5m2, bool and integers of 4 to 64 bits"
        .formatted(name(code));
  }
}
