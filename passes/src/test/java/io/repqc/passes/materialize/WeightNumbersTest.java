package io.repqc.passes.materialize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Output;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Constant;
import io.repqc.ir.op.Parameter;
import io.repqc.ir.op.Quantize;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WeightNumbersTest {
  /** 0.7 / 0.2 is a tie in f32, and below it in double. */
  @Test
  void quantizerOfWeightsDividesNumbersAsTheyAreStored() {
    Tensor weight = Tensor.f32(Shape.of(2), 0.7f, -0.7f);

    assertArrayEquals(new long[] {4, -4}, quantized(weight, 0.2f, ElementType.I8));
  }

  /** A third of this is 16777217 and a third, which f32 rounds to an even integer. */
  @Test
  void quantizerOfBiasHasTheDigitsOfItsIntegers() {
    Tensor bias = Tensor.f32(Shape.of(2), 50331652f, -50331652f);

    assertArrayEquals(new long[] {16777217, -16777217}, quantized(bias, 3, ElementType.I32));
  }

  private static long[] quantized(Tensor tensor, float scale, ElementType storage) {
    Value x = Value.of("x", new Parameter(tensor.type(), false));
    Value unit = constant("unit", Tensor.scalar(ElementType.F32, scale));
    Value zero = constant("zero", Tensor.scalar(storage, 0));
    Value integers = Value.of("integers", Quantize.full(x, unit, zero, 0, storage));
    Graph graph = new Graph("", List.of(), List.of(new Output("integers", integers)));
    Model model = new Model(graph, Map.of("x", tensor));
    return WeightNumbers.of(model, List.of(integers)).get(integers).toIntegers();
  }

  private static Value constant(String name, Tensor tensor) {
    return Value.of(name, new Constant(tensor));
  }
}
