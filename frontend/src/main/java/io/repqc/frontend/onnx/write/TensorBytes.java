package io.repqc.frontend.onnx.write;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.repqc.ir.Tensor;

/** Tensors as ONNX stores them: little-endian, 4-bit integers two to a byte, the first one low. */
final class TensorBytes {
  private TensorBytes() {}

  static TensorProto proto(String name, Tensor tensor) {
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(ElementCodes.code(tensor.elementType()))
            .setRawData(ByteString.copyFrom(bytes(tensor)));
    tensor.shape().dims().forEach(proto::addDims);
    return proto.build();
  }

  private static byte[] bytes(Tensor tensor) {
    if (tensor.elementType().bits() != 4) {
      return tensor.toBytes();
    }
    byte[] packed = new byte[(tensor.count() + 1) / 2];
    for (int i = 0; i < tensor.count(); i++) {
      packed[i / 2] |= (byte) ((tensor.integer(i) & 0xf) << (i % 2 * 4));
    }
    return packed;
  }
}
