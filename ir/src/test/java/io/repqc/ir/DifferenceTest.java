package io.repqc.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.ir.op.Binary;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Clamp;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

final class DifferenceTest {
  private static final Tensor NUMBERS = Tensor.f32(Shape.of(2), 1, 2);
  private static final Model MODEL = model("y", (x, w) -> clamped(x, w, 6), NUMBERS);

  private interface Body extends BinaryOperator<Value> {}

  @Test
  void equalModelsHaveNone() {
    Model copy = model("y", (x, w) -> clamped(x, w, 6), Tensor.f32(Shape.of(2), 1, 2));

    assertEquals(Optional.empty(), MODEL.difference(copy));
  }

  @Test
  void namesTheFirstValueThatDiffers() {
    assertDifference(
        "%y: high differs: 6.0 and 7.0", model("y", (x, w) -> clamped(x, w, 7), NUMBERS));
    assertDifference(
        "%sum: operand 0 differs: %x : f32[2] and %w : f32[2]",
        model("y", (x, w) -> clamped(w, x, 6), NUMBERS));
    assertDifference(
        "%sum: op differs: add and mul",
        model("y", (x, w) -> clamp(binary(BinaryFunction.MUL, x, w), 6), NUMBERS));
    assertDifference(
        "%w: numbers differs: element 1 is 2.0 and 3.0",
        model("y", (x, w) -> clamped(x, w, 6), Tensor.f32(Shape.of(2), 1, 3)));
    assertDifference(
        "the network: outputs differs: [y = %y] and [z = %y]",
        model("z", (x, w) -> clamped(x, w, 6), NUMBERS));
    assertDifference(
        "the network: number of values differs: 4 and 2", model("y", (x, w) -> w, NUMBERS));
  }

  @Test
  void zeroesOfBothSignsDiffer() {
    Model negative = model("y", (x, w) -> clamped(x, w, -0.0), NUMBERS);

    assertEquals(
        Optional.of("%y: high differs: 0.0 and -0.0"),
        model("y", (x, w) -> clamped(x, w, 0.0), NUMBERS).difference(negative));
  }

  private static void assertDifference(String difference, Model other) {
    assertEquals(Optional.of(difference), MODEL.difference(other));
  }

  private static Model model(String output, Body body, Tensor numbers) {
    Value x = Value.of("x", new Input(TensorType.f32(2), true));
    Value w = Value.of("w", new Parameter(numbers.type(), true));
    Value y = body.apply(x, w);
    Graph graph = new Graph("network", List.of(x), List.of(new Output(output, y)));
    return new Model(graph, Map.of("w", numbers));
  }

  private static Value clamped(Value left, Value right, double high) {
    return clamp(binary(BinaryFunction.ADD, left, right), high);
  }

  private static Value clamp(Value sum, double high) {
    return Value.of("y", new Clamp(sum, -1, high));
  }

  private static Value binary(BinaryFunction function, Value left, Value right) {
    Op op = new Binary(function, left, right);
    return Value.of("sum", op);
  }
}
