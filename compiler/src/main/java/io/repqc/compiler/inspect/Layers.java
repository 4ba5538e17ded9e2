package io.repqc.compiler.inspect;

import io.repqc.ir.DataSide;
import io.repqc.ir.Graph;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Convolution;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.TransposedConvolution;
import io.repqc.ir.op.Window;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes the rows of the table: the numbers of a tensor count for the first layer that reads it. */
final class Layers {
  private final DataSide data;
  private final Set<Value> counted = Collections.newSetFromMap(new IdentityHashMap<>());

  private Layers(DataSide data) {
    this.data = data;
  }

  static List<Layer> of(Graph graph) {
    DataSide data = new DataSide(graph);
    Layers layers = new Layers(data);
    return data.computed().stream().map(layers::layer).toList();
  }

  private Layer layer(Value value) {
    Map<String, Object> attributes = OpSchema.attributes(value.op());
    return new Layer(
        value.name(),
        OpSchema.mnemonic(value.op()),
        value.type(),
        kernel(value, attributes),
        integers(attributes.get("strides")),
        integers(attributes.get("dilations")),
        attributes.get("groups") instanceof Integer groups ? groups : 0,
        parameters(value),
        MultiplyAccumulates.of(value));
  }

  /** The attributes of a {@link Window} do not say its size: the weight does, or the op. */
  private static List<Integer> kernel(Value value, Map<String, Object> attributes) {
    if (value.op() instanceof Convolution convolution) {
      return convolution.kernel().dims();
    }
    if (value.op() instanceof TransposedConvolution convolution) {
      return convolution.kernel().dims();
    }
    return attributes.containsKey("strides") ? integers(attributes.get("size")) : List.of();
  }

  private static List<Integer> integers(Object attribute) {
    return attribute instanceof List<?> list
        ? list.stream().map(Integer.class::cast).toList()
        : List.of();
  }

  /** The numbers on the weight side of {@code value} that no layer before it has counted. */
  private long parameters(Value value) {
    long count = 0;
    Deque<Value> open = new ArrayDeque<>(OpSchema.operands(value.op()));
    while (!open.isEmpty()) {
      Value operand = open.pop();
      if (data.contains(operand) || !counted.add(operand)) {
        continue;
      }
      if (operand.op() instanceof Parameter || holdsNumbers(operand)) {
        count += operand.shape().count();
      }
      open.addAll(OpSchema.operands(operand.op()));
    }
    return count;
  }

  /** Whether this is a constant that says more than one number; a missing bias is all zeros. */
  static boolean holdsNumbers(Value value) {
    if (!(value.op() instanceof Constant constant)) {
      return false;
    }
    Tensor tensor = constant.tensor();
    return IntStream.range(1, tensor.count()).anyMatch(i -> tensor.number(i) != tensor.number(0));
  }
}
