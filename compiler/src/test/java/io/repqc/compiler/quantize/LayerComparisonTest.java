package io.repqc.compiler.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.compiler.Progress;
import io.repqc.frontend.text.RqReader;
import io.repqc.ir.Model;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class LayerComparisonTest {
  private static final Model FLOATS =
      read(
          """
          input %x : f32[1,2] batched
          parameter %w : f32[1,2] = [1.0, 2.0]
          parameter %b : f32[1] = fill(0.0)
          %y = linear(%x, %w, %b)
          output %y
          """);
  private static final Model QUANTIZERS =
      read(
          """
          input %x : f32[1,2] batched
          constant %unit : f32[] = 1.0
          constant %two : f32[] = 2.0
          constant %zero : u8[] = 0
          parameter %w : f32[1,2] = [1.0, 2.0]
          parameter %b : f32[1] = fill(0.0)
          %x.quantized = quantize(%x, %unit, %zero, maximum=3, storage=u8)
          %x.dequantized = dequantize(%x.quantized, %unit, %zero)
          %y = linear(%x.dequantized, %w, %b)
          %y.quantized = quantize(%y, %two, %zero, maximum=255, storage=u8)
          %y.dequantized = dequantize(%y.quantized, %two, %zero)
          output %y.dequantized
          """);
  private static final Model INTEGERS =
      read(
          """
          input %x : f32[1,2] batched
          parameter %w : i8[1,2] quantized(scales=[1.0], zero_points=[0], minimum=-128, maximum=127) = [1, 2]
          parameter %b : i32[1] = [0]
          %x.quantized = encode(%x, storage=u8, scale=1.0, maximum=3)
          %y = linear(%x.quantized, %w, %b)
          %y.quantized = requantize(%y, storage=u8, scale=2.0, maximum=255, convention=onnx)
          %y.dequantized = decode(%y.quantized, elements=f32)
          output %y.dequantized
          """);

  @Test
  void comparesWhatBothNetworksHold() {
    List<QuantizedLayer> layers = compare(Map.of("x", Tensor.f32(Shape.of(2, 2), 1, 2, 3, 5)));

    QuantizedLayer x = layers.get(0);
    assertEquals("x encode", x.name() + " " + x.op());
    assertEquals(0, x.least());
    assertEquals(3, x.largest());
    assertEquals(0.25, x.clipped().getAsDouble());
    assertEquals(-10 * Math.log10(4.0 / 39), x.snr().getAsDouble(), 1e-12);
    assertEquals(OptionalInt.empty(), x.weightBits());
    QuantizedLayer y = layers.get(1);
    assertEquals("y linear", y.name() + " " + y.op());
    assertEquals(510, y.largest());
    double found = (1 + 25) / (25.0 + 169);
    assertEquals(-10 * Math.log10(found), y.snr().getAsDouble(), 1e-12);
    assertEquals(found - 4.0 / 39, y.added().getAsDouble(), 1e-12);
    assertEquals(OptionalInt.of(3), y.weightBits());
  }

  @Test
  void withoutDataOnlyTheLevelsAreKnown() {
    List<QuantizedLayer> layers = compare(Map.of());

    assertEquals(List.of("x", "y"), layers.stream().map(QuantizedLayer::name).toList());
    assertTrue(layers.stream().allMatch(layer -> layer.snr().isEmpty()));
    assertTrue(layers.stream().allMatch(layer -> layer.clipped().isEmpty()));
  }

  private static List<QuantizedLayer> compare(Map<String, Tensor> inputs) {
    return LayerComparison.of(FLOATS, QUANTIZERS, INTEGERS, inputs, Progress.NONE);
  }

  private static Model read(String text) {
    return RqReader.parse(text, "test.rq", Map.of());
  }
}
