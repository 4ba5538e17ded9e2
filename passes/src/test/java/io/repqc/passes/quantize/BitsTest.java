package io.repqc.passes.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.repqc.ir.ModelException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BitsTest {
  @Test
  void areReadAsTheyAreWritten() {
    assertEquals(new Bits(4, 8), Bits.parse("W4A8"));
    assertEquals(new Bits(2, 3), Bits.parse("w2a3"));
    for (int weights = 2; weights <= 8; weights++) {
      Bits bits = new Bits(weights, 10 - weights);
      assertEquals(bits, Bits.parse(bits.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "4", "W4", "A4W4", "W4A", "WA4", "W-4A4", "W4A4 ", "W4A4B4", "W4.0A4"})
  void otherFormsAreRefused(String text) {
    assertEquals(
        "\"%s\": expected bits such as W4A8, each from 2 to 8".formatted(text),
        assertThrows(ModelException.class, () -> Bits.parse(text)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"W1A8", "W8A9", "W0A4", "W16A16", "W99999999999A4"})
  void otherNumbersAreRefused(String text) {
    assertThrows(ModelException.class, () -> Bits.parse(text));
  }

  @Test
  void theLastOfAGlobIsTheLastOfAll() {
    assertEquals(
        List.of("b", "a*"),
        List.copyOf(BitWidths.parse(List.of("a*=W2A2", "b=W3A3", "a*=W4A4")).keySet()));
    assertEquals(new Bits(4, 4), BitWidths.parse(List.of("a*=W2A2", "a*=W4A4")).get("a*"));
    assertEquals(new Bits(4, 4), BitWidths.parse(List.of("a=b=W4A4")).get("a=b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"W4A4", "=W4A4", "a"})
  void bitsOfLayersNeedANameAndBits(String text) {
    assertEquals(
        "\"%s\": expected a name and bits, as in stage1.*=W3A4".formatted(text),
        assertThrows(ModelException.class, () -> BitWidths.parse(List.of(text))).getMessage());
  }
}
