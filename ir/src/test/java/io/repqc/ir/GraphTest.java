package io.repqc.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import io.repqc.ir.text.IrPrinter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GraphTest {

  @ParameterizedTest
  @ValueSource(ints = {3_000, 100_000})
  void aLongChainOverflowsNoStack(int length) {
    Model model = new Model(chain(length), Map.of());

    Verifier.verify(model);
    assertEquals(length + 1, model.graph().values().size());
    assertEquals(1, model.graph().uses().count(model.graph().inputs().get(0)));
    assertEquals(5, model.withBatch(5).graph().outputs().get(0).value().type().dim(0));
    assertEquals(Optional.empty(), model.difference(new Model(chain(length), Map.of())));
    assertEquals(length + 6, IrPrinter.print(model).lines().count());
    Tensor one = Tensor.fill(TensorType.f32(1), 1);
    Tensor result =
        new Interpreter(model, Interpreter.Evaluation.REFERENCE).run(Map.of("x", one)).get("y");
    assertEquals(1, result.number(0));
  }

  @Test
  void aLongChainThatBranchesIsWalkedOnce() {
    Value value = input("x", 2);
    for (int i = 0; i < 3_000; i++) {
      value = Value.of("v" + i, new Binary(BinaryFunction.MAX, value, value));
    }

    assertEquals(3_001, graph(value).values().size());
  }

  @Test
  void everyValueStandsAfterItsOperands() {
    Value x = input("x", 2);
    Value w = Value.of("w", new Parameter(TensorType.f32(2), false));
    Value sum = Value.of("sum", new Binary(BinaryFunction.ADD, x, w));
    Value product = Value.of("product", new Binary(BinaryFunction.MUL, w, sum));
    Graph graph =
        new Graph("g", List.of(x), List.of(new Output("p", product), new Output("s", sum)));

    assertEquals(List.of(x, w, sum, product), graph.values());
    assertEquals(List.of(w), graph.parameters());
  }

  @Test
  void usesCountOperandsAndOutputs() {
    Value x = input("x", 2);
    Value square = Value.of("square", new Binary(BinaryFunction.MUL, x, x));
    Value y = Value.of("y", new Binary(BinaryFunction.ADD, square, x));
    Uses uses =
        new Graph("g", List.of(x), List.of(new Output("a", y), new Output("b", square))).uses();

    assertEquals(List.of(square, square, y), uses.of(x));
    assertEquals(3, uses.count(x));
    assertEquals(2, uses.count(square));
    assertEquals(1, uses.count(y));
    assertTrue(uses.of(y).isEmpty());
  }

  @Test
  void retypingChangesWhatTheBatchReaches() {
    Value x = input("x", 4);
    Value fixed = Value.of("fixed", new Input(TensorType.f32(1), false));
    Graph graph =
        new Graph(
            "g",
            List.of(x, fixed),
            List.of(new Output("y", Value.of("y", new Binary(BinaryFunction.ADD, x, fixed)))));

    Graph wider = graph.withBatch(8);

    assertEquals(8, wider.batch());
    assertEquals(TensorType.f32(1), wider.inputs().get(1).type());
    assertEquals(TensorType.f32(8), wider.outputs().get(0).value().type());
    assertEquals(
        new TensorType(ElementType.F64, Shape.of(4)),
        graph.inDouble().outputs().get(0).value().type());
    assertEquals(
        Optional.empty(),
        new Model(graph, Map.of()).difference(new Model(wider.withBatch(4), Map.of())));
  }

  @Test
  void aBatchThatDoesNotFitIsTheUsersMistake() {
    Value x = input("x", 2);
    Value w = Value.of("w", new Parameter(TensorType.f32(2), false));
    Graph graph = graph(Value.of("y", new Binary(BinaryFunction.ADD, x, w)));

    ModelException e = assertThrows(ModelException.class, () -> graph.withBatch(3));

    assertEquals(
        "g: %y: the network does not fit at batch 3: add: shapes [3] and [2] do not broadcast",
        e.getMessage());
  }

  private static Graph chain(int length) {
    Value value = input("x", 1);
    for (int i = 0; i < length; i++) {
      value = Value.of("v" + i, new Unary(UnaryFunction.ABS, value));
    }
    return graph(value);
  }

  private static Graph graph(Value output) {
    return new Graph("g", List.of(first(output)), List.of(new Output("y", output)));
  }

  private static Value first(Value value) {
    Value first = value;
    while (!(first.op() instanceof Input)) {
      first = OpSchema.operands(first.op()).get(0);
    }
    return first;
  }

  private static Value input(String name, int batch) {
    return Value.of(name, new Input(TensorType.f32(batch), true));
  }
}
