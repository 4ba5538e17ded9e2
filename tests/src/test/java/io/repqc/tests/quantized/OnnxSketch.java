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
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** An ONNX file put together by hand, node by node. */
final class OnnxSketch {
  private static final int OPSET = 13;
  private static final int IR_VERSION = 8;
  private static final String RUNTIMES_OWN = "com.microsoft";
  private static final Map<ElementType, DataType> TYPES =
      Map.of(
          ElementType.F32, DataType.FLOAT,
          ElementType.I8, DataType.INT8,
          ElementType.U8, DataType.UINT8,
          ElementType.I32, DataType.INT32,
          ElementType.I64, DataType.INT64);

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("sketch");
  private final Map<String, Tensor> examples = new LinkedHashMap<>();

  /** An input, with an example of what it is given. */
  String input(String name, Tensor example) {
    graph.addInput(declaration(name, example.type()));
    examples.put(name, example);
    return name;
  }

  /** The examples of all inputs. */
  Map<String, Tensor> examples() {
    return examples;
  }

  String initializer(String name, Tensor tensor) {
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(code(tensor.type()))
            .setRawData(ByteString.copyFrom(tensor.toBytes()));
    tensor.shape().dims().forEach(proto::addDims);
    graph.addInitializer(proto);
    return name;
  }

  /** The name of the f32 numbers {@code numbers}: a scalar if there is one. */
  String floats(String name, float... numbers) {
    Shape shape = numbers.length == 1 ? Shape.SCALAR : Shape.of(numbers.length);
    return initializer(name, Tensor.f32(shape, numbers));
  }

  String integers(String name, Long... numbers) {
    long[] all = IntStream.range(0, numbers.length).mapToLong(i -> numbers[i]).toArray();
    return initializer(name, Tensor.i64(Shape.of(all.length), all));
  }

  String node(String operator, List<String> inputs, String output) {
    return node(operator, inputs, output, Map.of());
  }

  /**
   * A node of {@code output}; operators of ONNX Runtime's own begin with their domain, and an
   * attribute is a long, a float, a text or a list of longs.
   */
  String node(String operator, List<String> inputs, String output, Map<String, Object> attributes) {
    String type = operator.substring(operator.lastIndexOf('.') + 1);
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(type).setName(output + "_node");
    node.addAllInput(inputs).addOutput(output);
    if (operator.startsWith(RUNTIMES_OWN)) {
      node.setDomain(RUNTIMES_OWN);
    }
    attributes.keySet().stream()
        .sorted()
        .forEach(name -> node.addAttribute(attribute(name, attributes.get(name))));
    graph.addNode(node);
    return output;
  }

  void output(String name) {
    graph.addOutput(ValueInfoProto.newBuilder().setName(name));
  }

  byte[] toBytes() {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setGraph(graph)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(RUNTIMES_OWN).setVersion(1))
        .build()
        .toByteArray();
  }

  /** The nodes and the types of what they read, for messages. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    examples.forEach((name, example) -> lines.add(name + ": " + example.type()));
    graph.getInitializerList().forEach(proto -> lines.add(proto.getName() + proto.getDimsList()));
    graph.getNodeList().forEach(node -> lines.add(describe(node)));
    return String.join("\n", lines);
  }

  private static String describe(NodeProto node) {
    List<String> attributes = node.getAttributeList().stream().map(OnnxSketch::describe).toList();
    return "%s = %s%s %s"
        .formatted(node.getOutput(0), node.getOpType(), node.getInputList(), attributes);
  }

  private static String describe(AttributeProto attribute) {
    Object value =
        switch (attribute.getType()) {
          case INT -> attribute.getI();
          case FLOAT -> attribute.getF();
          case STRING -> attribute.getS().toStringUtf8();
          default -> attribute.getIntsList();
        };
    return attribute.getName() + "=" + value;
  }

  private static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value instanceof Long number) {
      attribute.setType(AttributeType.INT).setI(number);
    } else if (value instanceof Float number) {
      attribute.setType(AttributeType.FLOAT).setF(number);
    } else if (value instanceof String text) {
      attribute.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
    } else {
      attribute.setType(AttributeType.INTS);
      ((List<?>) value).forEach(number -> attribute.addInts((Long) number));
    }
    return attribute.build();
  }

  private static int code(TensorType type) {
    return TYPES.get(type.elementType()).getNumber();
  }

  private static ValueInfoProto declaration(String name, TensorType type) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    type.shape().dims().forEach(dim -> shape.addDimBuilder().setDimValue(dim));
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(code(type)).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
