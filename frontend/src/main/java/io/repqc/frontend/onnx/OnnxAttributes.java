package io.repqc.frontend.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.repqc.ir.ModelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The attributes of one node, each of the type that its reader expects. */
record OnnxAttributes(Map<String, AttributeProto> byName) {

  /** In a local function, an attribute may stand for one of the call. */
  static OnnxAttributes of(List<AttributeProto> written, Map<String, AttributeProto> ofCall) {
    Map<String, AttributeProto> byName = new LinkedHashMap<>();
    for (AttributeProto attribute : written) {
      AttributeProto meant =
          attribute.getRefAttrName().isEmpty() ? attribute : ofCall.get(attribute.getRefAttrName());
      if (meant != null) {
        byName.put(attribute.getName(), meant);
      }
    }
    return new OnnxAttributes(byName);
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  Optional<Long> integer(String name) {
    return find(name, AttributeType.INT).map(AttributeProto::getI);
  }

  Optional<Double> number(String name) {
    return find(name, AttributeType.FLOAT).map(attribute -> (double) attribute.getF());
  }

  Optional<String> text(String name) {
    return find(name, AttributeType.STRING).map(attribute -> attribute.getS().toStringUtf8());
  }

  Optional<TensorProto> tensor(String name) {
    return find(name, AttributeType.TENSOR).map(AttributeProto::getT);
  }

  Optional<GraphProto> graph(String name) {
    return find(name, AttributeType.GRAPH).map(AttributeProto::getG);
  }

  Optional<List<Integer>> integers(String name) {
    return longs(name).map(wide -> narrow(name, wide));
  }

  Optional<List<Long>> longs(String name) {
    return find(name, AttributeType.INTS).map(AttributeProto::getIntsList);
  }

  Optional<List<Double>> numbers(String name) {
    return find(name, AttributeType.FLOATS)
        .map(attribute -> attribute.getFloatsList().stream().map(Float::doubleValue).toList());
  }

  private static List<Integer> narrow(String name, List<Long> wide) {
    List<Integer> narrow = new ArrayList<>();
    for (long number : wide) {
      ModelException.check(
          number == (int) number, "attribute \"%s\": %d is out of range", name, number);
      narrow.add((int) number);
    }
    return narrow;
  }

  private Optional<AttributeProto> find(String name, AttributeType expected) {
    AttributeProto attribute = byName.get(name);
    if (attribute == null) {
      return Optional.empty();
    }
    AttributeType found = attribute.getType();
    ModelException.check(
        found == expected || found == AttributeType.UNDEFINED,
        "attribute \"%s\" is of type %s, expected %s",
        name,
        found,
        expected);
    return Optional.of(attribute);
  }
}
