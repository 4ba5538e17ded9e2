package io.repqc.tests.quantized;

import io.repqc.ir.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An ONNX file of one operator of ONNX Runtime's own, whose first operand is the model's input. */
final class OperatorModel {
  private final String operator;
  private final List<Tensor> operands = new ArrayList<>();
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private int input;

  OperatorModel(String operator) {
    this.operator = "com.microsoft." + operator;
  }

  /** The next operand, which is the model's input and not a constant. */
  OperatorModel input(Tensor operand) {
    input = operands.size();
    return with(operand);
  }

  OperatorModel with(Tensor operand) {
    operands.add(operand);
    return this;
  }

  OperatorModel set(String attribute, Object value) {
    attributes.put(attribute, value);
    return this;
  }

  Map<String, Tensor> inputs() {
    return Map.of("operand" + input, operands.get(input));
  }

  byte[] toBytes() {
    OnnxSketch sketch = new OnnxSketch();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      String name = "operand" + i;
      names.add(
          i == input
              ? sketch.input(name, operands.get(i))
              : sketch.initializer(name, operands.get(i)));
    }
    sketch.output(sketch.node(operator, names, "y", attributes));
    return sketch.toBytes();
  }
}
