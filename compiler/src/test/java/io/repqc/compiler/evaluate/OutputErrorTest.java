package io.repqc.compiler.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class OutputErrorTest {
  @Test
  void isAShareOfTheRange() {
    Tensor expected = Tensor.f32(Shape.of(2, 2), -4, 4, 0, 2);
    Tensor found = Tensor.f32(Shape.of(2, 2), -4, 2, 1, 0);

    OutputError error = OutputError.of("y", expected, found);

    assertEquals(2.0 / 8, error.largest());
    assertEquals(Math.sqrt((4 + 1 + 4) / 4.0) / 8, error.rootMeanSquare());
    assertEquals(OptionalDouble.of(0.5), error.agreement());
  }

  @Test
  void onlyListsHaveALargestNumber() {
    Tensor image = Tensor.f32(Shape.of(1, 1, 2, 2), 1, 2, 3, 4);

    assertEquals(OptionalDouble.empty(), OutputError.of("y", image, image).agreement());
    assertEquals(0, OutputError.of("y", image, image).largest());
  }
}
