package io.repqc.tests.quantized;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.repqc.ir.ElementType;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An ONNX file of one operator of ONNX Runtime's own, whose first operand is the model's input. */
final class OperatorModel {
  private static final int OPSET = 13;
  private static final int IR_VERSION = 8;
  private static final Map<ElementType, DataType> TYPES =
      Map.of(
          ElementType.F32, DataType.FLOAT,
          ElementType.I8, DataType.INT8,
          ElementType.U8, DataType.UINT8,
          ElementType.I32, DataType.INT32);

  private final NodeProto.Builder node;
  private final List<Tensor> operands = new ArrayList<>();
  private int input;

  OperatorModel(String operator) {
    node = NodeProto.newBuilder().setDomain("com.microsoft").setOpType(operator).addOutput("y");
  }

  /** The next operand, which is the model's input and not a constant. */
  OperatorModel input(Tensor operand) {
    input = operands.size();
    return with(operand);
  }

  OperatorModel with(Tensor operand) {
    node.addInput("operand" + operands.size());
    operands.add(operand);
    return this;
  }

  OperatorModel set(String attribute, long number) {
    return set(
        AttributeProto.newBuilder().setName(attribute).setType(AttributeType.INT).setI(number));
  }

  OperatorModel set(String attribute, float number) {
    return set(
        AttributeProto.newBuilder().setName(attribute).setType(AttributeType.FLOAT).setF(number));
  }

  OperatorModel set(String attribute, List<Long> numbers) {
    return set(
        AttributeProto.newBuilder()
            .setName(attribute)
            .setType(AttributeType.INTS)
            .addAllInts(numbers));
  }

  private OperatorModel set(AttributeProto.Builder attribute) {
    node.addAttribute(attribute);
    return this;
  }

  Map<String, Tensor> inputs() {
    return Map.of("operand" + input, operands.get(input));
  }

  byte[] toBytes() {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("operator").addNode(node);
    graph.addOutput(ValueInfoProto.newBuilder().setName("y"));
    for (int i = 0; i < operands.size(); i++) {
      String name = "operand" + i;
      if (i == input) {
        graph.addInput(declaration(name, operands.get(i).type()));
      } else {
        graph.addInitializer(initializer(name, operands.get(i)));
      }
    }
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setGraph(graph)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1))
        .build()
        .toByteArray();
  }

  private static ValueInfoProto declaration(String name, TensorType type) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    type.shape().dims().forEach(dim -> shape.addDimBuilder().setDimValue(dim));
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(TYPES.get(type.elementType()).getNumber())
            .setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static TensorProto initializer(String name, Tensor tensor) {
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TYPES.get(tensor.elementType()).getNumber())
            .setRawData(ByteString.copyFrom(tensor.toBytes()));
    tensor.shape().dims().forEach(dim -> proto.addDims(dim));
    return proto.build();
  }
}
