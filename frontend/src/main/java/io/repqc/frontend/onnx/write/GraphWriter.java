package io.repqc.frontend.onnx.write;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Output;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.text.Names;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a graph from its end to its beginning, so that only what a later node reads is written at
 * all: an op that takes over the work of its operand leaves that one unread.
 */
final class GraphWriter {
  private static final String BATCH = "N";

  private final Model model;
  private final Form form;
  private final FreeBatch batch;
  private final TensorNames names;
  private final PoolPairs pairs;
  private final Set<Value> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Value> written = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<List<NodeProto>> nodes = new ArrayDeque<>();
  private final Deque<TensorProto> initializers = new ArrayDeque<>();
  private Form needed;

  GraphWriter(Model model, Form form, FreeBatch batch) {
    this.model = model;
    this.form = form;
    this.needed = form;
    this.batch = batch;
    this.names = new TensorNames(model.graph());
    this.pairs = new PoolPairs(model.graph());
  }

  GraphProto write() {
    GraphProto.Builder graph = GraphProto.newBuilder().setName(graphName());
    model.graph().inputs().forEach(input -> graph.addInput(info(names.of(input), input)));
    writeOutputs(graph);
    List<Value> values = model.graph().values();
    for (int i = values.size() - 1; i >= 0; i--) {
      if (wanted.contains(values.get(i))) {
        write(values.get(i));
      }
    }
    nodes.forEach(graph::addAllNode);
    return graph.addAllInitializer(initializers).build();
  }

  private String graphName() {
    String name = UniqueNames.valid(model.graph().name());
    return name.isEmpty() ? "network" : name;
  }

  /** An output that shows an input, a constant or what another output shows is a copy of it. */
  private void writeOutputs(GraphProto.Builder graph) {
    List<NodeProto> copies = new ArrayList<>();
    for (int i = 0; i < model.graph().outputs().size(); i++) {
      Output output = model.graph().outputs().get(i);
      String name = names.output(i);
      String tensor = want(output.value());
      if (!name.equals(tensor)) {
        copies.add(
            NodeProto.newBuilder()
                .setName(names.derivedNode(name))
                .setOpType("Identity")
                .addInput(tensor)
                .addOutput(name)
                .build());
      }
      graph.addOutput(info(name, output.value()));
    }
    nodes.addFirst(copies);
  }

  private void write(Value value) {
    written.add(value);
    NodeWriter node = new NodeWriter(this, value);
    try {
      node.needsOpset(ElementCodes.opset(value.elementType()));
      OnnxExporters.write(node, value.op());
    } catch (ModelException e) {
      String place = Names.reference(value.name());
      throw e.getMessage().startsWith(place)
          ? e
          : new ModelException(place + ": " + e.getMessage());
    }
    nodes.addFirst(node.nodes());
  }

  private ValueInfoProto info(String name, Value value) {
    TypeProto.Tensor.Builder type =
        TypeProto.Tensor.newBuilder().setElemType(ElementCodes.code(value.elementType()));
    TensorShapeProto.Builder shape = type.getShapeBuilder();
    for (int axis = 0; axis < value.shape().rank(); axis++) {
      TensorShapeProto.Dimension.Builder dim = shape.addDimBuilder();
      if (!form.freeBatch() || !batch.reaches(value, axis)) {
        dim.setDimValue(value.type().dim(axis));
      } else if (batch.isBatch(value, axis)) {
        dim.setDimParam(BATCH);
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  Form form() {
    return form;
  }

  FreeBatch batch() {
    return batch;
  }

  TensorNames names() {
    return names;
  }

  Model model() {
    return model;
  }

  Form needed() {
    return needed;
  }

  void need(Form more) {
    needed = more;
  }

  /** The name of a value, which is to be written. */
  String want(Value value) {
    wanted.add(TensorNames.source(value));
    return names.of(value);
  }

  Optional<Value> partner(Value value) {
    return pairs.partner(value);
  }

  boolean isWritten(Value value) {
    return written.contains(value);
  }

  void addInitializer(String name, Tensor tensor) {
    needed = needed.since(ElementCodes.opset(tensor.elementType()));
    initializers.addFirst(TensorBytes.proto(name, tensor));
  }
}
