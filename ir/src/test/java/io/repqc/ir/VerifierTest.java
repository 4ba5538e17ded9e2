package io.repqc.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the verifier says: each message begins with the value. */
final class VerifierTest {
  private final Value x = Value.of("x", new Input(TensorType.f32(2), true));
  private final Value w = Value.of("w", new Parameter(TensorType.f32(2), true));
  private final Value sum = Value.of("sum", new Binary(BinaryFunction.ADD, x, w));

  @Test
  void acceptsWhatIsRight() {
    Verifier.verify(new Model(graph(List.of(x), sum), Map.of("w", Tensor.f32(Shape.of(2), 1, 2))));
  }

  @Test
  void refusesTwoValuesOfOneName() {
    Value again = Value.of("x", new Unary(UnaryFunction.NEG, sum));

    assertProblem("%x : f32[2]: another value has this name", graph(List.of(x), again));
  }

  @Test
  void refusesInputsThatAreNotListed() {
    assertProblem("%x : f32[2]: it is not among the inputs of the graph", graph(List.of(), sum));
  }

  @Test
  void refusesListedInputsThatAreComputed() {
    assertProblem(
        "%sum : f32[2]: listed as an input, but it is computed", graph(List.of(x, sum), sum));
  }

  @Test
  void refusesTwoOutputsOfOneName() {
    Graph graph = new Graph("g", List.of(x), List.of(new Output("y", sum), new Output("y", x)));

    assertProblem("%x : f32[2]: two outputs are named y", graph);
  }

  @Test
  void refusesToTrainIntegers() {
    Value integers =
        Value.of("n", new Parameter(new TensorType(ElementType.I64, Shape.SCALAR), true));

    assertProblem("%n : i64[]: only floats can be trained", graph(List.of(), integers));
  }

  @Test
  void refusesNumbersOfAnotherType() {
    Model model = new Model(graph(List.of(x), sum), Map.of("w", Tensor.f32(Shape.of(3), 1, 2, 3)));

    IrException e = assertThrows(IrException.class, () -> Verifier.verify(model));

    assertEquals("%w : f32[2]: its numbers are f32[3]", e.getMessage());
  }

  @Test
  void refusesParametersWithoutNumbers() {
    Model model = new Model(graph(List.of(x), sum), Map.of());

    IrException e = assertThrows(IrException.class, () -> Verifier.verify(model));

    assertEquals("%w: the parameter has no numbers", e.getMessage());
  }

  private static void assertProblem(String problem, Graph graph) {
    IrException e = assertThrows(IrException.class, () -> Verifier.verify(graph));
    assertEquals(problem, e.getMessage());
  }

  private static Graph graph(List<Value> inputs, Value output) {
    return new Graph("g", inputs, List.of(new Output("y", output)));
  }
}
