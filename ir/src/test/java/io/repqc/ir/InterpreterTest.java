package io.repqc.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterpreterTest {
  private final Value x = Value.of("x", new Input(TensorType.f32(2), true));
  private final Value two = Value.of("two", new Constant(Tensor.scalar(ElementType.F32, 2)));
  private final Value twice = Value.of("twice", new Binary(BinaryFunction.MUL, x, two));
  private final Value minusTwo = Value.of("minus_two", new Unary(UnaryFunction.NEG, two));
  private final Value sum = Value.of("sum", new Binary(BinaryFunction.ADD, twice, minusTwo));
  private final Model model =
      new Model(
          new Graph("g", List.of(x), List.of(new Output("sum", sum), new Output("same", x))),
          Map.of());

  /**
   * The constant is read by the input's side first and by the constants' side later in the graph.
   */
  @Test
  void keepsWhatBothSidesRead() {
    Tensor input = Tensor.f32(Shape.of(2), 1, 3);

    Map<String, Tensor> outputs =
        new Interpreter(model, Interpreter.Evaluation.REFERENCE).run(Map.of("x", input));

    assertEquals(List.of("sum", "same"), List.copyOf(outputs.keySet()));
    assertEquals(Tensor.f32(Shape.of(2), 0, 4), outputs.get("sum"));
    assertEquals(input, outputs.get("same"));
  }

  @Test
  void computesConstantsOnce() {
    Interpreter interpreter = new Interpreter(model, Interpreter.Evaluation.REFERENCE);
    List<String> seen = new ArrayList<>();

    for (int run = 0; run < 2; run++) {
      interpreter.run(
          Map.of("x", Tensor.f32(Shape.of(2), run, run)),
          (value, tensor) -> seen.add(value.name()));
    }

    assertEquals(List.of("two", "minus_two", "x", "twice", "sum", "x", "twice", "sum"), seen);
  }

  @Test
  void saysWhatAnInputLacks() {
    Interpreter interpreter = new Interpreter(model, Interpreter.Evaluation.REFERENCE);

    String missing =
        assertThrows(ModelException.class, () -> interpreter.run(Map.of())).getMessage();
    String wrong =
        assertThrows(
                ModelException.class,
                () -> interpreter.run(Map.of("x", Tensor.f32(Shape.of(3), 1, 2, 3))))
            .getMessage();

    assertTrue(missing.contains("input \"x\": nothing given; expected f32[2]"), missing);
    assertTrue(wrong.contains("input \"x\": found f32[3], expected f32[2]"), wrong);
  }
}
