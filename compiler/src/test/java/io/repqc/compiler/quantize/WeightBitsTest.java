package io.repqc.compiler.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.frontend.text.RqReader;
import io.repqc.ir.Model;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WeightBitsTest {
  @Test
  void countsWhatTheIntegersNeed() {
    assertEquals(4, bits("i8[4] quantized(scales=[0.5], zero_points=[0]", "[-8, 0, 7, 1]"));
    assertEquals(4, bits("i8[2] quantized(scales=[0.5], zero_points=[0]", "[4, 0]"));
    assertEquals(3, bits("i8[2] quantized(scales=[0.5], zero_points=[0]", "[-4, 3]"));
    assertEquals(8, bits("i8[2] quantized(scales=[0.5], zero_points=[0]", "[-127, 1]"));
    assertEquals(2, bits("i8[2] quantized(scales=[0.5], zero_points=[0]", "[-2, 1]"));
  }

  @Test
  void countsFromTheZeroPointOfEachChannel() {
    String type = "i8[2,2] quantized(scales=[0.5,1.0], zero_points=[100,-100], axis=%d";

    assertEquals(3, bits(type.formatted(0), "[96, 103, -104, -97]"));
    assertEquals(3, bits(type.formatted(1), "[96, -97, 103, -104]"));
  }

  private static int bits(String type, String numbers) {
    String text =
        "parameter %%w : %s, minimum=-128, maximum=127) = %s\noutput %%w\n"
            .formatted(type, numbers);
    Model model = RqReader.parse(text, "test.rq", Map.of());
    return WeightBits.of(model.graph().outputs().get(0).value(), model);
  }
}
