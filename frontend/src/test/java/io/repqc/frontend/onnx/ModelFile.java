package io.repqc.frontend.onnx;

import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A small ONNX file that a test writes node by node and reads back. */
final class ModelFile {
  final ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8);
  final GraphProto.Builder graph = GraphProto.newBuilder().setName("network");

  ModelFile() {
    opset("", 13);
  }

  /** With input x : f32[1,3,8,8]. */
  static ModelFile withImage() {
    return new ModelFile().input("x", TensorType.f32(1, 3, 8, 8));
  }

  ModelFile opset(String domain, long version) {
    model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version));
    return this;
  }

  ModelFile input(String name, TensorType type) {
    return input(name, code(type), type.shape().dims().toArray());
  }

  /** Each dimension is a number, a symbol or null. */
  ModelFile input(String name, int code, Object... dims) {
    ValueInfoProto.Builder input = ValueInfoProto.newBuilder().setName(name);
    var type = input.getTypeBuilder().getTensorTypeBuilder().setElemType(code);
    type.getShapeBuilder();
    for (Object dim : dims) {
      Dimension.Builder dimension = type.getShapeBuilder().addDimBuilder();
      if (dim instanceof String symbol) {
        dimension.setDimParam(symbol);
      } else if (dim instanceof Number size) {
        dimension.setDimValue(size.longValue());
      }
    }
    graph.addInput(input);
    return this;
  }

  ModelFile initializer(String name, Tensor tensor) {
    return initializer(tensor(tensor).setName(name));
  }

  ModelFile initializer(TensorProto.Builder tensor) {
    graph.addInitializer(tensor);
    return this;
  }

  /** A node named {@code make_} and its output. */
  ModelFile node(String operator, String output, String... inputs) {
    return node(operator, output, node -> {}, inputs);
  }

  ModelFile node(
      String operator, String output, Consumer<NodeProto.Builder> change, String... inputs) {
    NodeProto.Builder node = node(operator, List.of(inputs), List.of(output));
    change.accept(node);
    graph.addNode(node);
    return this;
  }

  ModelFile output(String... names) {
    for (String name : names) {
      graph.addOutput(ValueInfoProto.newBuilder().setName(name));
    }
    return this;
  }

  ModelFile function(FunctionProto.Builder function) {
    model.addFunctions(function);
    return this;
  }

  static NodeProto.Builder node(String operator, List<String> inputs, List<String> outputs) {
    return NodeProto.newBuilder()
        .setName("make_" + outputs.get(0))
        .setOpType(operator)
        .addAllInput(inputs)
        .addAllOutput(outputs);
  }

  static AttributeProto integers(String name, Long... values) {
    return attribute(name, AttributeType.INTS).addAllInts(List.of(values)).build();
  }

  static AttributeProto integer(String name, long value) {
    return attribute(name, AttributeType.INT).setI(value).build();
  }

  static AttributeProto number(String name, float value) {
    return attribute(name, AttributeType.FLOAT).setF(value).build();
  }

  static AttributeProto graph(String name, GraphProto.Builder value) {
    return attribute(name, AttributeType.GRAPH).setG(value).build();
  }

  /** What a Constant node holds. */
  static AttributeProto value(Tensor tensor) {
    return attribute("value", AttributeType.TENSOR).setT(tensor(tensor)).build();
  }

  static AttributeProto.Builder attribute(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  static TensorProto.Builder tensor(Tensor tensor) {
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setDataType(code(tensor.type()))
            .setRawData(ByteString.copyFrom(tensor.toBytes()));
    tensor.shape().dims().forEach(proto::addDims);
    return proto;
  }

  /** The number that ONNX gives to a type of elements. */
  static int code(TensorType type) {
    return switch (type.elementType()) {
      case F32 -> 1;
      case U8 -> 2;
      case I8 -> 3;
      case I32 -> 6;
      case I64 -> 7;
      case BOOL -> 9;
      default -> throw new IllegalArgumentException(type.toString());
    };
  }

  byte[] bytes() {
    return model.setGraph(graph).build().toByteArray();
  }

  Model read() {
    return read(ImportOptions.DEFAULT);
  }

  Model read(ImportOptions options) {
    return read(bytes(), options);
  }

  static Model read(byte[] bytes, ImportOptions options) {
    try {
      Path folder = Files.createTempDirectory("model");
      try {
        return read(folder, bytes, options);
      } finally {
        Files.delete(folder.resolve("model.onnx"));
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the file from {@code folder}, where its external data lie. */
  Model readIn(Path folder) {
    return read(folder, bytes(), ImportOptions.DEFAULT);
  }

  private static Model read(Path folder, byte[] bytes, ImportOptions options) {
    try {
      return OnnxReader.read(Files.write(folder.resolve("model.onnx"), bytes), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a user reads who gives this file. */
  String problem() {
    return problem(ImportOptions.DEFAULT);
  }

  String problem(ImportOptions options) {
    return problem(bytes(), options);
  }

  static String problem(byte[] bytes, ImportOptions options) {
    return assertThrows(ModelException.class, () -> read(bytes, options)).getMessage();
  }

  String problemIn(Path folder) {
    return assertThrows(ModelException.class, () -> readIn(folder)).getMessage();
  }
}
