package io.repqc.compiler.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RowsTest {
  private static final Tensor TEN = Tensor.generate(TensorType.f32(10, 1), i -> i);

  @Test
  void spreadOverAllItems() {
    assertEquals(Tensor.f32(Shape.of(4, 1), 0, 2, 5, 7), Rows.spread(TEN, 4));
    assertSame(TEN, Rows.spread(TEN, 10));
  }

  @Test
  void slicesJoin() {
    Tensor joined =
        Rows.join(List.of(Rows.slice(TEN, 0, 3), Rows.slice(TEN, 3, 9), Rows.slice(TEN, 9, 10)));

    assertEquals(TEN, joined);
  }
}
