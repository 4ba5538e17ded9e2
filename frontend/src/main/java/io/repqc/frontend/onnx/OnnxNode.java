package io.repqc.frontend.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.repqc.ir.ElementType;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Concat;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Reshape;
import java.util.List;
import java.util.Optional;

/** One node as its importer sees it: inputs as values, attributes, and the means to make values. */
public final class OnnxNode {
  /** The largest value that any model may have. */
  public static final long MOST_ELEMENTS = Emitter.MOST_ELEMENTS;

  private final GraphImporter importer;
  private final Frame frame;
  private final NodeProto proto;
  private final List<Optional<Value>> inputs;
  private final OnnxAttributes attributes;

  OnnxNode(GraphImporter importer, Frame frame, NodeProto proto, List<Optional<Value>> inputs) {
    this.importer = importer;
    this.frame = frame;
    this.proto = proto;
    this.inputs = inputs;
    this.attributes = OnnxAttributes.of(proto.getAttributeList(), frame.attributes());
  }

  public String operator() {
    return proto.getOpType();
  }

  /** The version of the node's domain that the file asks for. */
  public int opset() {
    return frame.opsets().getOrDefault(NodeNames.domain(proto), 1);
  }

  public int inputCount() {
    return inputs.size();
  }

  public int outputCount() {
    return proto.getOutputCount();
  }

  /** Whether output {@code index} has a name, so that something may read it. */
  public boolean wants(int index) {
    return index < proto.getOutputCount() && !proto.getOutput(index).isEmpty();
  }

  /** All inputs by position; empty where one is left out. */
  public List<Optional<Value>> inputs() {
    return inputs;
  }

  public boolean has(int index) {
    return optionalInput(index).isPresent();
  }

  public Value input(int index) {
    return optionalInput(index)
        .orElseThrow(
            () ->
                problem(
                    "input %d is missing; the node has %d inputs", index, proto.getInputCount()));
  }

  public Optional<Value> optionalInput(int index) {
    return index < inputs.size() ? inputs.get(index) : Optional.empty();
  }

  /** Whether the numbers of an input are known before the network runs. */
  public boolean isConstant(int index) {
    return has(index) && !dependsOnInput(input(index));
  }

  /** The numbers of an input that must be known before the network runs. */
  public Tensor constant(int index, String meaning) {
    Value value = input(index);
    if (dependsOnInput(value)) {
      throw problem(
          "input %d (\"%s\", %s) must be constant, but it is computed from the network's inputs",
          index, value.name(), meaning);
    }
    return emitter()
        .numbers(value)
        .orElseThrow(
            () ->
                problem(
                    "input %d (\"%s\", %s) must be constant, but it takes too long to compute here",
                    index, value.name(), meaning));
  }

  public boolean hasAttribute(String name) {
    return attributes.has(name);
  }

  public long integer(String attribute, long otherwise) {
    return attributes.integer(attribute).orElse(otherwise);
  }

  public double number(String attribute, double otherwise) {
    return attributes.number(attribute).orElse(otherwise);
  }

  public String text(String attribute, String otherwise) {
    return attributes.text(attribute).orElse(otherwise);
  }

  public boolean flag(String attribute, boolean otherwise) {
    return attributes.integer(attribute).map(number -> number != 0).orElse(otherwise);
  }

  public List<Integer> integers(String attribute, List<Integer> otherwise) {
    return attributes.integers(attribute).orElse(otherwise);
  }

  public Optional<long[]> longs(String attribute) {
    return attributes
        .longs(attribute)
        .map(list -> list.stream().mapToLong(Long::longValue).toArray());
  }

  public List<Double> numbers(String attribute, List<Double> otherwise) {
    return attributes.numbers(attribute).orElse(otherwise);
  }

  public Optional<Tensor> tensor(String attribute) {
    return attributes.tensor(attribute).map(importer.tensors()::read);
  }

  /** An axis counted from the front; a negative one counts from the end. */
  public int axis(String attribute, long otherwise, int rank) {
    return axis(integer(attribute, otherwise), rank);
  }

  public static int axis(long axis, int rank) {
    ModelException.check(
        axis >= -rank && axis < rank, "axis %d is out of range for rank %d", axis, rank);
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /** How elements of the ONNX type with this number are held. */
  public ElementType elementType(long code) {
    return OnnxTypes.elementType((int) Math.max(-1, Math.min(code, Integer.MAX_VALUE)));
  }

  /** The value of the node's first output. */
  public Value emit(Op op) {
    return emitOutput(0, op);
  }

  /** A value on the way to an output. */
  public Value emit(String suffix, Op op) {
    return emitter().emit(emitter().derived(frame.prefix() + baseName() + "." + suffix), op);
  }

  public Value emitOutput(int output, Op op) {
    String name = wants(output) ? proto.getOutput(output) : baseName() + ".output" + output;
    return emitter().emit(emitter().unique(frame.prefix() + name), op);
  }

  /** What stands for these values as the node's first output: a value that only looks like one. */
  public Value emitSequence(List<Value> parts) {
    Value sequence = emit(new Concat(List.of(input(0)), 0));
    emitter().setSequence(sequence, parts);
    return sequence;
  }

  /** The values of an input that is a sequence. */
  public Optional<List<Value>> sequence(int index) {
    return emitter().sequence(input(index));
  }

  public Value constant(Tensor tensor) {
    return emit(new Constant(tensor));
  }

  public Value constant(String suffix, Tensor tensor) {
    return emit(suffix, new Constant(tensor));
  }

  /** Whether the user asks by name that the numbers of an input be trained. */
  public boolean isTrained(int index) {
    return importer.trainability().isTrained(input(index).name());
  }

  /** Whether the user asks by name that the numbers of this node be trained. */
  public boolean isTrained() {
    return importer.trainability().isTrained(frame.prefix() + baseName());
  }

  /** Numbers that training may change, under the name of the node's first output. */
  public Value parameter(Tensor tensor) {
    return emitter().parameter(frame.prefix() + baseName(), tensor);
  }

  /** The numbers of an input that is a parameter. */
  public Optional<Tensor> parameterInput(int index) {
    return input(index).op() instanceof Parameter
        ? emitter().numbers(input(index))
        : Optional.empty();
  }

  public boolean dependsOnInput(Value value) {
    return emitter().dependsOnInput(value);
  }

  /** The value whose shape {@code value} was computed from, if that depends on an input. */
  public Optional<Value> batchSource(Value value) {
    return emitter().batchSource(value);
  }

  /** {@code x} under other dimensions, all of them known but for where the batch goes. */
  public Value reshape(String suffix, Value x, List<Integer> dims) {
    Reshape op = new Reshape(x, emitter().batchAxes().open(x, dims));
    return suffix == null ? emit(op) : emit(suffix, op);
  }

  /** The values that a graph among the attributes computes. */
  public List<Value> inline(String attribute) {
    GraphProto graph =
        attributes
            .graph(attribute)
            .orElseThrow(() -> problem("attribute \"%s\" (a graph) is missing", attribute));
    if (graph.getOutputCount() != proto.getOutputCount()) {
      throw problem(
          "%s has %d outputs, the node has %d",
          attribute, graph.getOutputCount(), proto.getOutputCount());
    }
    return importer.inline(frame, graph);
  }

  /** To be thrown: what is wrong with this node. */
  public ModelException problem(String format, Object... arguments) {
    return new ModelException(describe() + ": " + format.formatted(arguments));
  }

  /** Where the user finds the node. */
  public String describe() {
    return NodeNames.describe(frame, proto);
  }

  private String baseName() {
    return NodeNames.main(proto);
  }

  private Emitter emitter() {
    return importer.emitter();
  }
}
