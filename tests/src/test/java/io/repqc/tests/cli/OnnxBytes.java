package io.repqc.tests.cli;

import io.repqc.ir.ElementType;
import io.repqc.ir.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes just enough of ONNX's file format (onnx.proto, in protobuf's wire format) for networks of
 * one node. Field numbers stand as in onnx.proto.
 */
final class OnnxBytes {
  private static final Map<ElementType, Integer> CODES =
      Map.of(
          ElementType.F32, 1,
          ElementType.U8, 2,
          ElementType.I8, 3,
          ElementType.I32, 6,
          ElementType.I64, 7);

  private static final int IR_VERSION = 8;
  private static final int OPSET = 13;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A network of one node: its inputs by name with an example of each, and its output. */
  static byte[] network(String operator, Map<String, Tensor> inputs, Tensor output) {
    OnnxBytes node = new OnnxBytes();
    inputs.keySet().forEach(name -> node.text(1, name));
    node.text(2, "y").text(4, operator);
    OnnxBytes graph = new OnnxBytes().message(1, node).text(2, "tiny");
    inputs.forEach((name, tensor) -> graph.message(11, declaration(name, tensor)));
    graph.message(12, declaration("y", output));
    return new OnnxBytes()
        .number(1, IR_VERSION)
        .message(7, graph)
        .message(8, new OnnxBytes().number(2, OPSET))
        .bytes
        .toByteArray();
  }

  static byte[] tensor(Tensor tensor) {
    OnnxBytes message = new OnnxBytes();
    tensor.shape().dims().forEach(dim -> message.number(1, dim));
    message.number(2, CODES.get(tensor.elementType()));
    return message.field(9, tensor.toBytes()).bytes.toByteArray();
  }

  private static OnnxBytes declaration(String name, Tensor tensor) {
    OnnxBytes shape = new OnnxBytes();
    tensor.shape().dims().forEach(dim -> shape.message(1, new OnnxBytes().number(1, dim)));
    OnnxBytes type = new OnnxBytes().number(1, CODES.get(tensor.elementType())).message(2, shape);
    return new OnnxBytes().text(1, name).message(2, new OnnxBytes().message(1, type));
  }

  private OnnxBytes number(int field, int number) {
    varint(field << 3);
    varint(number);
    return this;
  }

  private OnnxBytes text(int field, String text) {
    return field(field, text.getBytes(StandardCharsets.UTF_8));
  }

  private OnnxBytes message(int field, OnnxBytes message) {
    return field(field, message.bytes.toByteArray());
  }

  private OnnxBytes field(int field, byte[] content) {
    varint(field << 3 | 2);
    varint(content.length);
    bytes.writeBytes(content);
    return this;
  }

  private void varint(int number) {
    int rest = number;
    for (; rest >= 0x80; rest >>>= 7) {
      bytes.write(rest & 0x7f | 0x80);
    }
    bytes.write(rest);
  }
}
