package io.repqc.ir.op;

import static io.repqc.ir.op.Numbers.assertGives;
import static io.repqc.ir.op.Numbers.f32;

import io.repqc.ir.ElementType;
import io.repqc.ir.Shape;
import io.repqc.ir.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PoolTest {
  private static final Value X = f32(Shape.of(1, 1, 5), 1, 5, 2, 4, 3);

  @Test
  void theBorderIsNeverLargest() {
    Value x = f32(Shape.of(1, 1, 2), -1, -2);
    assertGives(max(x, 2, line(1, 1, 1, 1), false), Shape.of(1, 1, 3), -1, -1, -2);
  }

  @Test
  void ceilKeepsALastPartialWindow() {
    assertGives(max(X, 2, line(2, 1, 0, 0), false), Shape.of(1, 1, 2), 5, 4);
    assertGives(max(X, 2, line(2, 1, 0, 0), true), Shape.of(1, 1, 3), 5, 4, 3);
  }

  @Test
  void noWindowStartsBeyondTheInput() {
    Value x = f32(Shape.of(1, 1, 4), 1, 2, 3, 4);
    assertGives(max(x, 1, line(2, 1, 0, 1), true), Shape.of(1, 1, 2), 1, 3);
  }

  @Test
  void dilatedWindowsSkip() {
    assertGives(max(X, 2, line(1, 3, 0, 0), false), Shape.of(1, 1, 2), 4, 5);
  }

  @Test
  void unsignedBytesCompareAsSuch() {
    Value x = Numbers.of(ElementType.U8, Shape.of(1, 1, 2), 1, 200);
    assertGives(max(x, 2, Window.plain(1), false), Shape.of(1, 1, 1), 200);
  }

  @Test
  void averagesCountTheBorderOnlyIfTold() {
    Window window = line(2, 1, 1, 0);
    assertGives(average(window, false, false), Shape.of(1, 1, 2), 3, 11 / 3d);
    assertGives(average(window, false, true), Shape.of(1, 1, 2), 2, 11 / 3d);
  }

  /** The last window reads one element, two of its places are border, none beyond counts. */
  @Test
  void whatLiesBeyondTheBorderNeverCounts() {
    assertGives(average(line(4, 1, 0, 1), true, true), Shape.of(1, 1, 2), 8 / 3d, 3 / 2d);
    assertGives(average(line(4, 1, 0, 1), true, false), Shape.of(1, 1, 2), 8 / 3d, 3);
  }

  @Test
  void indicesRunOverTheWholeTensor() {
    Value x = f32(Shape.of(1, 2, 2, 3), 9, 1, 2, 3, 4, 5, 6, 7, 7, 0, 1, 2);
    List<Integer> size = List.of(2, 2);
    assertGives(
        new PoolIndices(x, size, Window.plain(2), false, false), Shape.of(1, 2, 1, 2), 0, 5, 7, 7);
    assertGives(
        new PoolIndices(x, size, Window.plain(2), false, true), Shape.of(1, 2, 1, 2), 0, 5, 8, 8);
  }

  private static Pool max(Value x, int size, Window window, boolean ceil) {
    return new Pool(PoolFunction.MAX, x, List.of(size), window, ceil, false);
  }

  private static Pool average(Window window, boolean ceil, boolean countPadding) {
    return new Pool(PoolFunction.AVERAGE, X, List.of(3), window, ceil, countPadding);
  }

  private static Window line(int stride, int dilation, int before, int after) {
    return new Window(List.of(stride), List.of(dilation), List.of(before), List.of(after));
  }
}
