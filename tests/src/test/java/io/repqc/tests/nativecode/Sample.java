package io.repqc.tests.nativecode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.tests.random.RandomNetwork;
import java.util.List;
import java.util.Map;

/**
 * A network in integers with inputs, and what the interpreter makes of them.
 *
 * @param name an identifier
 */
public record Sample(
    String name,
    Model model,
    List<Map<String, Tensor>> inputs,
    List<Map<String, Tensor>> expected) {

  public static Sample random(long seed) {
    RandomNetwork network = RandomNetwork.of(seed);
    return new Sample("random_" + seed, network.model(), network.inputs(), network.expected());
  }

  public static Sample of(String name, Model model, List<Map<String, Tensor>> inputs) {
    Interpreter interpreter = new Interpreter(model, new FastEvaluation());
    return new Sample(name, model, inputs, inputs.stream().map(interpreter::run).toList());
  }

  /** Fails at the first output for an input that is not the interpreter's to the bit. */
  public void check(int input, List<Tensor> found) {
    List<Tensor> tensors = List.copyOf(expected.get(input).values());
    assertEquals(tensors.size(), found.size());
    for (int i = 0; i < found.size(); i++) {
      String where = "%s: output %d of input %d".formatted(name, i, input);
      assertArrayEquals(tensors.get(i).toBytes(), found.get(i).toBytes(), where);
    }
  }
}
