package io.repqc.frontend.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.repqc.ir.IrException;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Turns the nodes of a graph, of the graphs within it and of the functions that it calls into
 * values. What goes wrong at one node is noted, and what depends on it is passed over.
 */
final class GraphImporter {
  private final Problems problems;
  private final TensorReader tensors;
  private final LocalFunctions functions;
  private final Trainability trainability;
  private final OperatorLookup operators = new OperatorLookup();
  private final Emitter emitter = new Emitter();

  GraphImporter(
      Problems problems,
      TensorReader tensors,
      LocalFunctions functions,
      Trainability trainability) {
    this.problems = problems;
    this.tensors = tensors;
    this.functions = functions;
    this.trainability = trainability;
  }

  Emitter emitter() {
    return emitter;
  }

  Trainability trainability() {
    return trainability;
  }

  TensorReader tensors() {
    return tensors;
  }

  /** Makes the initializers of a graph known to its nodes. */
  void bindInitializers(Frame frame, GraphProto graph) {
    Set<String> names = new HashSet<>();
    for (TensorProto initializer : graph.getInitializerList()) {
      String name = initializer.getName();
      if (!names.add(name)) {
        problems.add("initializer %s is there twice", Problems.quote(name));
      }
      frame.scope().bindLazily(name, () -> initializer(frame, initializer));
    }
    graph
        .getSparseInitializerList()
        .forEach(
            sparse -> {
              String name = sparse.getValues().getName();
              problems.add(
                  "initializer %s is sparse, which is not supported; store it densely",
                  Problems.quote(name));
              frame.scope().poison(name);
            });
  }

  private Optional<Value> initializer(Frame frame, TensorProto proto) {
    try {
      Tensor tensor = tensors.read(proto);
      String name = frame.prefix() + proto.getName();
      return Optional.of(
          tensor.elementType().isFloat()
              ? emitter.parameter(name, tensor)
              : emitter.emit(emitter.unique(name), new Constant(tensor)));
    } catch (ModelException e) {
      problems.add("initializer %s: %s", Problems.quote(proto.getName()), e.getMessage());
      return Optional.empty();
    }
  }

  /** Imports what {@code outputs} need and returns their values; empty where that failed. */
  List<Optional<Value>> importNodes(Frame frame, List<NodeProto> nodes, List<String> outputs) {
    NodeOrder order = new NodeOrder(frame, nodes, problems);
    order.needed(outputs).forEach(node -> importNode(frame, node));
    order.unneeded().forEach(node -> problems.addAll(unknownInputs(frame, node, order::produces)));
    List<Optional<Value>> values = new ArrayList<>();
    for (String output : outputs) {
      if (frame.scope().knows(output)) {
        values.add(frame.scope().find(output));
      } else {
        problems.add("%soutput %s is produced by no node", frame.place(), Problems.quote(output));
        values.add(Optional.empty());
      }
    }
    return values;
  }

  /** The values of a graph within a node. */
  List<Value> inline(Frame outer, GraphProto graph) {
    Frame frame = outer.within();
    bindInitializers(frame, graph);
    List<String> outputs = graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
    return complete(importNodes(frame, graph.getNodeList(), outputs));
  }

  /** Without a message where something is missing, since that has been said already. */
  static List<Value> complete(List<Optional<Value>> values) {
    if (values.stream().anyMatch(Optional::isEmpty)) {
      throw new ModelException(List.of());
    }
    return values.stream().map(Optional::get).toList();
  }

  private void importNode(Frame frame, NodeProto proto) {
    proto.getOutputList().forEach(frame.scope()::poison);
    try {
      OnnxImporter importer = find(frame, proto);
      Optional<List<Optional<Value>>> inputs = inputs(frame, proto);
      if (inputs.isPresent()) {
        List<Value> results = importer.build(new OnnxNode(this, frame, proto, inputs.get()));
        followBatch(proto, inputs.get(), results);
        bindOutputs(frame, proto, results);
      }
    } catch (IrException | ArithmeticException e) {
      addProblem(frame, proto, Emitter.explain(e));
    } catch (ModelException e) {
      e.problems().forEach(text -> addProblem(frame, proto, text));
    }
  }

  private void addProblem(Frame frame, NodeProto proto, String text) {
    String place = NodeNames.describe(frame, proto);
    problems.addAll(List.of(text.startsWith(place) ? text : place + ": " + text));
  }

  private void bindOutputs(Frame frame, NodeProto proto, List<Value> results) {
    for (int i = 0; i < proto.getOutputCount(); i++) {
      String name = proto.getOutput(i);
      if (name.isEmpty()) {
        continue;
      }
      if (i < results.size() && results.get(i) != null) {
        frame.scope().bind(name, results.get(i));
      } else {
        int index = i;
        frame
            .scope()
            .bindLazily(
                name,
                () -> {
                  problems.add(
                      "%s: output %d (%s) is not supported",
                      NodeNames.describe(frame, proto), index, Problems.quote(name));
                  return Optional.empty();
                });
      }
    }
  }

  /** The values of the inputs; nothing at all if one of them could not be imported. */
  private Optional<List<Optional<Value>>> inputs(Frame frame, NodeProto proto) {
    List<Optional<Value>> inputs = new ArrayList<>();
    List<String> unknown = unknownInputs(frame, proto, name -> false);
    if (!unknown.isEmpty()) {
      throw new ModelException(unknown);
    }
    boolean complete = true;
    for (String name : proto.getInputList()) {
      boolean omitted = frame.scope().isOmitted(name);
      Optional<Value> value = omitted ? Optional.empty() : frame.scope().find(name);
      complete &= value.isPresent() || omitted;
      inputs.add(value);
    }
    return complete ? Optional.of(inputs) : Optional.empty();
  }

  private static List<String> unknownInputs(
      Frame frame, NodeProto proto, Predicate<String> isProduced) {
    return proto.getInputList().stream()
        .filter(name -> !frame.scope().isOmitted(name) && !frame.scope().knows(name))
        .filter(isProduced.negate())
        .map(
            name ->
                "%s: input %s is no output of a node and no input or initializer of the graph"
                    .formatted(NodeNames.describe(frame, proto), Problems.quote(name)))
        .toList();
  }

  private OnnxImporter find(Frame frame, NodeProto proto) {
    return functions.has(proto)
        ? node -> functions.call(this, frame, proto, node.inputs())
        : operators.find(frame, proto);
  }

  private void followBatch(NodeProto proto, List<Optional<Value>> inputs, List<Value> results) {
    Optional<Value> source =
        inputs.stream()
            .flatMap(Optional::stream)
            .map(v -> batchOf(proto, v))
            .flatMap(Optional::stream)
            .findFirst();
    if (source.isEmpty()) {
      return;
    }
    for (Value result : results) {
      if (result != null && !emitter.dependsOnInput(result)) {
        emitter.setBatchSource(result, source.get());
      }
    }
  }

  private Optional<Value> batchOf(NodeProto proto, Value input) {
    boolean asksShape = proto.getOpType().equals("Shape") || proto.getOpType().equals("Size");
    if (asksShape) {
      return Optional.of(input).filter(emitter::dependsOnInput);
    }
    return emitter.batchSource(input);
  }
}
