package io.repqc.frontend.onnx.write;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;

/** The attributes of a node in the making. */
final class NodeAttributes {
  private final List<AttributeProto> list = new ArrayList<>();

  NodeAttributes integer(String name, long number) {
    return add(attribute(name, AttributeType.INT).setI(number));
  }

  NodeAttributes flag(String name, boolean is) {
    return integer(name, is ? 1 : 0);
  }

  NodeAttributes number(String name, double number) {
    return add(attribute(name, AttributeType.FLOAT).setF((float) number));
  }

  NodeAttributes text(String name, String text) {
    return add(attribute(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(text)));
  }

  NodeAttributes integers(String name, List<Integer> numbers) {
    AttributeProto.Builder attribute = attribute(name, AttributeType.INTS);
    numbers.forEach(attribute::addInts);
    return add(attribute);
  }

  List<AttributeProto> list() {
    return list;
  }

  private NodeAttributes add(AttributeProto.Builder attribute) {
    list.add(attribute.build());
    return this;
  }

  private static AttributeProto.Builder attribute(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }
}
