package io.repqc.tests.golden;

import io.repqc.frontend.text.Example;
import io.repqc.frontend.text.RqReader;
import io.repqc.ir.Interpreter;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.text.Names;
import io.repqc.ir.text.TensorText;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The outputs of a graph on the numbers that its text gives to the inputs, or why there are none.
 */
final class OpEvaluation {
  private OpEvaluation() {}

  static String run(String text, String file) {
    try {
      Example example = RqReader.parseExample(text, file, Map.of());
      return print(
          new Interpreter(example.model(), Interpreter.Evaluation.REFERENCE).run(example.inputs()));
    } catch (ModelException e) {
      return e.problems().stream().map("error: "::concat).collect(Collectors.joining("\n"));
    }
  }

  private static String print(Map<String, Tensor> outputs) {
    int width =
        outputs.keySet().stream().mapToInt(name -> reference(name).length()).max().orElse(1);
    String row = "%-" + width + "s : %s = %s";
    return outputs.entrySet().stream()
        .map(
            output ->
                row.formatted(
                    reference(output.getKey()),
                    output.getValue().type(),
                    numbers(output.getValue())))
        .collect(Collectors.joining("\n"));
  }

  private static String numbers(Tensor tensor) {
    return TensorText.isData(tensor) ? TensorText.list(tensor) : TensorText.of(tensor);
  }

  private static String reference(String name) {
    return Names.reference(name);
  }
}
