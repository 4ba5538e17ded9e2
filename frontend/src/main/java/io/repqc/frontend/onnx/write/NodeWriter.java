package io.repqc.frontend.onnx.write;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.text.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The nodes that compute one value. Operands that the operators do not take come in the type that
 * stands in for theirs, and the result goes back.
 */
final class NodeWriter {
  /** An input that a node leaves out. */
  static final String NONE = "";

  private final GraphWriter graph;
  private final Value value;
  private final Carrier carrier;
  private final List<NodeProto> nodes;
  private final Map<String, String> carried = new HashMap<>();

  NodeWriter(GraphWriter graph, Value value) {
    this(graph, value, Carrier.ANY, new ArrayList<>());
  }

  private NodeWriter(GraphWriter graph, Value value, Carrier carrier, List<NodeProto> nodes) {
    this.graph = graph;
    this.value = value;
    this.carrier = carrier;
    this.nodes = nodes;
  }

  /** The same, for operators that take other types. */
  NodeWriter in(Carrier other) {
    return new NodeWriter(graph, value, other, nodes);
  }

  /** For another value that the same nodes compute. */
  NodeWriter of(Value other) {
    return new NodeWriter(graph, other, carrier, nodes);
  }

  List<NodeProto> nodes() {
    return nodes;
  }

  Value value() {
    return value;
  }

  int opset() {
    return graph.form().opset();
  }

  void needsOpset(int opset) {
    graph.need(graph.needed().since(opset));
  }

  /** Says that what is written holds for the batch at hand only. */
  void fixBatch() {
    graph.need(graph.needed().withFixedBatch());
  }

  /** Whether a size depends on a batch that the file leaves open. */
  boolean followsBatch(Value operand, int axis) {
    return graph.form().freeBatch() && graph.batch().reaches(operand, axis);
  }

  /** The value that comes out of the same node as this one, if there is one. */
  Optional<Value> partner() {
    return graph.partner(value);
  }

  boolean isWritten(Value other) {
    return graph.isWritten(other);
  }

  /** The type in which the operators compute numbers of {@code type}. */
  ElementType carrier(ElementType type) {
    return carrier.of(type);
  }

  /** The name of an operand as it is. */
  String tensor(Value operand) {
    return graph.want(operand);
  }

  /** The name of an operand in a type that the operators take. */
  String operand(Value operand) {
    return converted(tensor(operand), operand.elementType(), carrier.of(operand.elementType()));
  }

  /** A tensor in another type, cast once. */
  String converted(String tensor, ElementType from, ElementType to) {
    return from == to
        ? tensor
        : carried.computeIfAbsent(tensor + " " + to, key -> cast(to.toString(), tensor, to));
  }

  private String cast(String suffix, String tensor, ElementType to) {
    return emit(suffix, "Cast", List.of(tensor), casting(to, false));
  }

  NodeAttributes casting(ElementType to, boolean saturate) {
    NodeAttributes attributes = new NodeAttributes().integer("to", ElementCodes.code(to));
    needsOpset(ElementCodes.opset(to));
    boolean isFloat8 = to.isFloat() && to.bits() == 8;
    return isFloat8 ? attributes.flag("saturate", saturate) : attributes;
  }

  /** Numbers that the nodes read. */
  String constant(String suffix, Tensor tensor) {
    String name = graph.names().derived(value, suffix);
    graph.addInitializer(name, tensor);
    return name;
  }

  /** A single number in the type in which the operators compute this value. */
  String number(String suffix, double number) {
    return constant(suffix, Tensor.scalar(carrier.of(value.elementType()), number));
  }

  String integers(String suffix, List<? extends Number> integers) {
    long[] numbers = integers.stream().mapToLong(Number::longValue).toArray();
    return constant(suffix, Tensor.i64(Shape.of(numbers.length), numbers));
  }

  /** A tensor under another shape. */
  String reshaped(String suffix, String tensor, Shape shape) {
    return emit(suffix, "Reshape", List.of(tensor, integers(suffix + "_shape", shape.dims())));
  }

  /** The numbers of this value, which is a parameter. */
  Tensor parameter() {
    return graph.model().parameter(value);
  }

  /** The numbers of this value itself. */
  void initialize(Tensor tensor) {
    graph.addInitializer(graph.names().of(value), tensor);
  }

  String emit(String suffix, String operator, List<String> inputs) {
    return emit(suffix, operator, inputs, new NodeAttributes());
  }

  /** A tensor on the way to the result. */
  String emit(String suffix, String operator, List<String> inputs, NodeAttributes attributes) {
    return emit(suffix, operator, inputs, attributes, List.of());
  }

  /** As above, where the node gives {@code more} outputs. */
  String emit(
      String suffix,
      String operator,
      List<String> inputs,
      NodeAttributes attributes,
      List<String> more) {
    String name = graph.names().derived(value, suffix);
    List<String> outputs = new ArrayList<>(List.of(name));
    outputs.addAll(more);
    add(graph.names().derivedNode(name), operator, inputs, outputs, attributes);
    return name;
  }

  void result(String operator, List<String> inputs) {
    result(operator, inputs, new NodeAttributes());
  }

  void result(String operator, List<String> inputs, NodeAttributes attributes) {
    result(operator, inputs, attributes, List.of());
  }

  /** The value itself, computed in the type that stands in for its own; {@code more} outputs. */
  void result(String operator, List<String> inputs, NodeAttributes attributes, List<String> more) {
    ElementType computed = carrier.of(value.elementType());
    if (computed == value.elementType()) {
      exactly(operator, inputs, attributes, more);
    } else {
      narrow(emit("wide", operator, inputs, attributes, more), computed);
    }
  }

  /** The value itself, in its own type. */
  void exactly(String operator, List<String> inputs, NodeAttributes attributes) {
    exactly(operator, inputs, attributes, List.of());
  }

  private void exactly(
      String operator, List<String> inputs, NodeAttributes attributes, List<String> more) {
    List<String> outputs = new ArrayList<>(List.of(graph.names().of(value)));
    outputs.addAll(more);
    add(graph.names().node(value), operator, inputs, outputs, attributes);
  }

  /** A float that becomes an integer does so by way of i64, from which it wraps. */
  private void narrow(String computed, ElementType from) {
    ElementType to = value.elementType();
    boolean wraps = from.isFloat() && to.isInteger() && to != ElementType.I64;
    String source = wraps ? cast("integer", computed, ElementType.I64) : computed;
    exactly("Cast", List.of(source), casting(to, false));
  }

  /** The value is a tensor that there is already. */
  void same(String tensor) {
    result("Identity", List.of(tensor));
  }

  private void add(
      String name,
      String operator,
      List<String> inputs,
      List<String> outputs,
      NodeAttributes attributes) {
    int given = inputs.size();
    while (given > 0 && inputs.get(given - 1).equals(NONE)) {
      given--;
    }
    nodes.add(
        NodeProto.newBuilder()
            .setName(name)
            .setOpType(operator)
            .addAllInput(inputs.subList(0, given))
            .addAllOutput(outputs)
            .addAllAttribute(attributes.list())
            .build());
  }

  /** To be thrown: why this value has no form in ONNX. */
  ModelException problem(String format, Object... arguments) {
    return new ModelException(
        "%s has no form in ONNX: %s"
            .formatted(Names.reference(value.name()), format.formatted(arguments)));
  }
}
