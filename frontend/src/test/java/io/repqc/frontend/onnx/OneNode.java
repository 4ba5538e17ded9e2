package io.repqc.frontend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import com.google.protobuf.ByteString;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network of one node, whose inputs x0, x1, ... are given at run time or constant. */
public final class OneNode {
  private final ModelFile file = new ModelFile();
  private final NodeProto.Builder node = NodeProto.newBuilder().setName("node");
  private final Map<String, Tensor> given = new LinkedHashMap<>();
  private int outputs;

  public OneNode(int opset, String operator) {
    file.model.clearOpsetImport();
    file.model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset));
    node.setOpType(operator);
    outputs(1);
  }

  public OneNode input(Tensor tensor) {
    String name = "x" + node.getInputCount();
    file.input(name, tensor.type());
    given.put(name, tensor);
    node.addInput(name);
    return this;
  }

  public OneNode constant(Tensor tensor) {
    String name = "x" + node.getInputCount();
    file.initializer(name, tensor);
    node.addInput(name);
    return this;
  }

  /** A constant list of integers, such as axes. */
  public OneNode integers(long... integers) {
    return constant(Tensor.i64(Shape.of(integers.length), integers));
  }

  public OneNode noInput() {
    node.addInput("");
    return this;
  }

  public OneNode with(String attribute, long value) {
    node.addAttribute(ModelFile.integer(attribute, value));
    return this;
  }

  public OneNode with(String attribute, float value) {
    node.addAttribute(ModelFile.number(attribute, value));
    return this;
  }

  public OneNode with(String attribute, String value) {
    ByteString text = ByteString.copyFromUtf8(value);
    node.addAttribute(ModelFile.attribute(attribute, AttributeType.STRING).setS(text));
    return this;
  }

  public OneNode with(String attribute, long[] values) {
    AttributeProto.Builder list = ModelFile.attribute(attribute, AttributeType.INTS);
    for (long value : values) {
      list.addInts(value);
    }
    node.addAttribute(list);
    return this;
  }

  /** The outputs are named y0, y1, ... */
  public OneNode outputs(int count) {
    outputs = count;
    return this;
  }

  public Model read() {
    return read(ImportOptions.DEFAULT);
  }

  public Model read(ImportOptions options) {
    return complete().read(options);
  }

  /** The value of the first output. */
  public Value value() {
    return read().graph().outputs().get(0).value();
  }

  public String problem() {
    return complete().problem().replaceFirst("^model.onnx: node \"node\" \\(\\w+\\): ", "");
  }

  /** What the node gives for the inputs at hand. */
  public List<Tensor> run() {
    return List.copyOf(
        new Interpreter(read(), Interpreter.Evaluation.REFERENCE).run(given).values());
  }

  public void gives(double... numbers) {
    assertNumbers(run().get(0), numbers);
  }

  public static void assertNumbers(Tensor tensor, double... numbers) {
    double[] found = tensor.toNumbers();
    assertEquals(numbers.length, found.length);
    for (int i = 0; i < numbers.length; i++) {
      assertEquals(numbers[i], found[i], 1e-6 * Math.max(1, Math.abs(numbers[i])), "element " + i);
    }
  }

  private ModelFile complete() {
    for (int i = 0; i < outputs; i++) {
      node.addOutput("y" + i);
      file.output("y" + i);
    }
    file.graph.addNode(node);
    return file;
  }
}
