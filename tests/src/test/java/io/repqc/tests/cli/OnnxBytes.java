package io.repqc.tests.cli;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.repqc.ir.ElementType;
import io.repqc.ir.Tensor;
import java.util.Map;

/** Networks of one node, and tensors, as ONNX files hold them. */
final class OnnxBytes {
  private static final Map<ElementType, DataType> TYPES =
      Map.of(
          ElementType.F32, DataType.FLOAT,
          ElementType.U8, DataType.UINT8,
          ElementType.I64, DataType.INT64);

  private OnnxBytes() {}

  /** A network of one node: its inputs by name with an example of each, and its output. */
  static byte[] network(String operator, Map<String, Tensor> inputs, Tensor output) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).addOutput("y");
    GraphProto.Builder graph = GraphProto.newBuilder().setName("tiny");
    inputs.forEach(
        (name, tensor) -> {
          node.addInput(name);
          graph.addInput(declaration(name, tensor));
        });
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph.addNode(node).addOutput(declaration("y", output)))
        .build()
        .toByteArray();
  }

  static byte[] tensor(Tensor tensor) {
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setDataType(TYPES.get(tensor.elementType()).getNumber())
            .setRawData(ByteString.copyFrom(tensor.toBytes()));
    tensor.shape().dims().forEach(proto::addDims);
    return proto.build().toByteArray();
  }

  private static ValueInfoProto declaration(String name, Tensor tensor) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    tensor.shape().dims().forEach(dim -> shape.addDim(Dimension.newBuilder().setDimValue(dim)));
    TypeProto.Tensor type =
        TypeProto.Tensor.newBuilder()
            .setElemType(TYPES.get(tensor.elementType()).getNumber())
            .setShape(shape)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }
}
