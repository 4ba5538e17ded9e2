package io.repqc.frontend.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.repqc.frontend.Half;
import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every way in which an ONNX tensor may hold its numbers. */
final class TensorReaderTest {
  private final TensorReader reader = new TensorReader(new ExternalData(Path.of("")));

  @Test
  void readsRawBytesOfEveryType() {
    assertNumbers(raw(1, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0), ElementType.F32, 1, -2);
    assertNumbers(raw(2, 255, 1), ElementType.U8, 255, 1);
    assertNumbers(raw(3, 255, 1), ElementType.I8, -1, 1);
    assertNumbers(raw(4, 255, 255, 1, 0), ElementType.U16, 65535, 1);
    assertNumbers(raw(5, 255, 255, 1, 0), ElementType.I16, -1, 1);
    assertNumbers(raw(6, 254, 255, 255, 255, 1, 0, 0, 0), ElementType.I32, -2, 1);
    assertNumbers(raw(7, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0), ElementType.I64, 1, 2);
    assertNumbers(raw(9, 0, 7), ElementType.BOOL, 0, 1);
    assertNumbers(raw(10, 0x00, 0x3c, 0x01, 0x80), ElementType.F32, 1, -0x1p-24);
    assertNumbers(
        raw(11, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0x40), ElementType.F64, 1, 2);
    assertNumbers(raw(12, 255, 255, 255, 255, 1, 0, 0, 0), ElementType.U32, 0xffffffffL, 1);
    assertNumbers(raw(13, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0), ElementType.I64, 1, 2);
    assertNumbers(raw(16, 0x80, 0x3f, 0x00, 0xc0), ElementType.F32, 1, -2);
    assertNumbers(raw(17, 0x38, 0xfe), ElementType.F8E4M3, 1, -448);
    assertNumbers(raw(19, 0x3c, 0xfb), ElementType.F8E5M2, 1, -57344);
  }

  @Test
  void unpacksHalfBytes() {
    assertNumbers(raw(21, 0xf1), ElementType.U4, 1, 15);
    assertNumbers(raw(22, 0xf1), ElementType.I4, 1, -1);
    TensorProto.Builder odd = raw(22, 0x21, 0x0b).setDims(0, 3);
    assertNumbers(odd, ElementType.I4, 1, 2, -5);
    assertNumbers(
        TensorProto.newBuilder().setDataType(21).addDims(3).addInt32Data(0x21).addInt32Data(0xb),
        ElementType.U4,
        1,
        2,
        11);
  }

  @Test
  void readsTypedLists() {
    assertNumbers(typed(1).addFloatData(1).addFloatData(-2), ElementType.F32, 1, -2);
    assertNumbers(typed(11).addDoubleData(1).addDoubleData(-2), ElementType.F64, 1, -2);
    assertNumbers(typed(7).addInt64Data(1L << 40).addInt64Data(-2), ElementType.I64, 1L << 40, -2);
    assertNumbers(typed(13).addUint64Data(1L << 40).addUint64Data(2), ElementType.I64, 1L << 40, 2);
    assertNumbers(
        typed(12).addUint64Data(0xffffffffL).addUint64Data(2), ElementType.U32, 0xffffffffL, 2);
    assertNumbers(typed(2).addInt32Data(255).addInt32Data(2), ElementType.U8, 255, 2);
    assertNumbers(typed(3).addInt32Data(-1).addInt32Data(2), ElementType.I8, -1, 2);
    assertNumbers(typed(9).addInt32Data(1).addInt32Data(0), ElementType.BOOL, 1, 0);
    assertNumbers(typed(10).addInt32Data(0x3c00).addInt32Data(0xc000), ElementType.F32, 1, -2);
    assertNumbers(typed(16).addInt32Data(0x3f80).addInt32Data(0xc000), ElementType.F32, 1, -2);
    assertNumbers(typed(17).addInt32Data(0x38).addInt32Data(0xb8), ElementType.F8E4M3, 1, -1);
  }

  @Test
  void widensEveryHalfPrecisionNumber() {
    assertEquals(65504, Half.fromFloat16((short) 0x7bff));
    assertEquals(Float.NEGATIVE_INFINITY, Half.fromFloat16((short) 0xfc00));
    assertEquals(Float.NaN, Half.fromFloat16((short) 0x7e00));
    assertEquals(0x1p-14f, Half.fromFloat16((short) 0x0400));
    assertEquals(-0.0f, Half.fromFloat16((short) 0x8000));
  }

  @Test
  void keepsScalarsAndEmptyTensors() {
    Tensor scalar = reader.read(TensorProto.newBuilder().setDataType(1).addFloatData(3).build());
    assertEquals(Shape.SCALAR, scalar.shape());
    assertEquals(
        0, reader.read(TensorProto.newBuilder().setDataType(1).addDims(0).build()).count());
  }

  @Test
  void dataMustFitTheShape() {
    assertProblem("5 bytes of data for int32[2], which takes 8", raw(6, 1, 2, 3, 4, 5));
    assertProblem("1 numbers in float_data for f32[2], which takes 2", typed(1).addFloatData(1));
    assertProblem("0 numbers in int32_data for i8[2], which takes 2", typed(3));
    assertProblem("negative dimension -2 in shape [-2]", typed(1).setDims(0, -2));
    assertProblem(
        "shape [9223372036854775807, 2] is too large; the limit is 268435456 elements",
        typed(1).setDims(0, Long.MAX_VALUE).addDims(2));
    assertProblem(
        "65 dimensions; the limit is 64",
        typed(1).addAllDims(IntStream.range(0, 64).mapToObj(i -> 1L).toList()));
  }

  @Test
  void refusesWhatItCannotHold() {
    assertProblem(
        "18446744073709551615 is too large: uint64 is held as int64",
        typed(13).addUint64Data(1).addUint64Data(-1));
    assertProblem("tensors in segments are not supported", segmented());
    for (int code : new int[] {0, 8, 14, 15, 18, 20, 23, 99}) {
      assertProblem(
          "elements of type %s are not supported; supported: float, double, float16, bfloat16, float8e4m3fn, float8e5m2, bool and integers of 4 to 64 bits"
              .formatted(OnnxTypes.name(code)),
          typed(code));
    }
    assertEquals("number 99", OnnxTypes.name(99));
    assertEquals("complex64", OnnxTypes.name(14));
  }

  @Test
  void namesTheInitializer() {
    assertEquals(
        "model.onnx: initializer \"w\": 0 numbers in float_data for f32[2], which takes 2",
        ModelFile.withImage()
            .initializer(typed(1).setName("w"))
            .node("Relu", "y", "w")
            .output("y")
            .problem());
  }

  @Test
  void sparseInitializersAreRefused() {
    ModelFile file = ModelFile.withImage().node("Relu", "y", "w").output("y");
    file.graph.addSparseInitializer(
        SparseTensorProto.newBuilder().setValues(typed(1).setName("w")));

    assertEquals(
        "model.onnx: initializer \"w\" is sparse, which is not supported; store it densely",
        file.problem());
  }

  private static TensorProto.Builder segmented() {
    TensorProto.Builder proto = typed(1);
    proto.getSegmentBuilder().setBegin(0).setEnd(2);
    return proto;
  }

  private static TensorProto.Builder typed(int code) {
    return TensorProto.newBuilder().setDataType(code).addDims(2);
  }

  private static TensorProto.Builder raw(int code, int... bytes) {
    byte[] data = new byte[bytes.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) bytes[i];
    }
    return typed(code).setRawData(ByteString.copyFrom(data));
  }

  private void assertNumbers(TensorProto.Builder proto, ElementType type, double... expected) {
    Tensor tensor = reader.read(proto.build());
    assertEquals(type, tensor.elementType());
    assertEquals(List.of(expected.length), tensor.shape().dims());
    assertArrayEquals(expected, tensor.toNumbers());
  }

  private void assertProblem(String expected, TensorProto.Builder proto) {
    assertEquals(
        expected,
        assertThrows(ModelException.class, () -> reader.read(proto.build())).getMessage());
  }
}
