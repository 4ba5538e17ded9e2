package io.repqc.frontend.onnx.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.frontend.onnx.OneNode;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import org.junit.jupiter.api.Test;

/** ScatterND, as exporters write an assignment to a part of a value. */
final class ImportScatterTest {
  private static final Tensor X = Tensor.f32(Shape.of(1, 3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9);

  private static OneNode scatter(Tensor x, Shape places, long[] numbers, Tensor part) {
    return new OneNode(16, "ScatterND").input(x).constant(Tensor.i64(places, numbers)).input(part);
  }

  @Test
  void replacesARangeOfAnAxis() {
    Tensor row = Tensor.f32(Shape.of(1, 1, 3), 10, 20, 30);

    scatter(X, Shape.of(1, 1, 3, 3), new long[] {0, 0, 0, 0, 0, 1, 0, 0, 2}, row)
        .gives(10, 20, 30, 4, 5, 6, 7, 8, 9);
    scatter(X, Shape.of(1, 1, 2), new long[] {0, -1}, row).gives(1, 2, 3, 4, 5, 6, 10, 20, 30);
  }

  @Test
  void replacesABox() {
    Tensor box = Tensor.f32(Shape.of(1, 2, 2), 10, 20, 30, 40);
    long[] numbers = {0, 1, 0, 0, 1, 1, 0, 2, 0, 0, 2, 1};

    scatter(X, Shape.of(1, 2, 2, 3), numbers, box).gives(1, 2, 3, 10, 20, 6, 30, 40, 9);
  }

  @Test
  void replacesAll() {
    scatter(X, Shape.of(1, 1), new long[] {0}, Tensor.fill(X.type(), 7))
        .gives(7, 7, 7, 7, 7, 7, 7, 7, 7);
  }

  @Test
  void namesWhatDoesNotFit() {
    Tensor two = Tensor.f32(Shape.of(2), 1, 2);
    Tensor x = Tensor.f32(Shape.of(4), 1, 2, 3, 4);

    assertEquals(
        "the places are not a range of each axis, in their order",
        scatter(x, Shape.of(2, 1), new long[] {0, 2}, two).problem());
    assertEquals(
        "the places are not a range of each axis, in their order",
        scatter(x, Shape.of(2, 1), new long[] {2, 1}, two).problem());
    assertEquals(
        "place 4 of axis 0 of %x0 : f32[4]",
        scatter(x, Shape.of(2, 1), new long[] {3, 4}, two).problem());
    assertEquals(
        "reduction is 'add', expected none",
        scatter(x, Shape.of(2, 1), new long[] {1, 2}, two).with("reduction", "add").problem());
  }
}
