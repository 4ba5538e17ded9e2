package io.repqc.compiler.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.repqc.frontend.text.RqReader;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class UnroundedTest {
  private static final String HEAD =
      """
      input %x : f32[1,4]
      constant %scale : f32[] = 0.5
      constant %zero : u8[] = 2
      %q = quantize(%x, %scale, %zero, maximum=10, storage=u8)
      """;

  @Test
  void numbersEndWhereTheIntegersDo() {
    Model model =
        Unrounded.of(
                read(
                    """
                    %t = transpose(%q, permutation=[1,0])
                    %r = dequantize(%t, %scale, %zero)
                    %y = neg(%r)
                    output %y
                    """))
            .orElseThrow();

    Tensor found =
        new Interpreter(model, Interpreter.Evaluation.REFERENCE)
            .run(Map.of("x", Tensor.f32(Shape.of(1, 4), -7, 0.3f, 3.9f, 7)))
            .get("y");

    assertEquals(Tensor.f32(Shape.of(4, 1), 1, -0.3f, -3.9f, -4), found);
  }

  @Test
  void integersThatAreComputedWithHaveNoFloats() {
    assertEquals(
        Optional.empty(),
        Unrounded.of(read("constant %u : u8[] = 1\n%y = add(%q, %u)\noutput %y\n")));
  }

  private static Model read(String text) {
    return RqReader.parse(HEAD + text, "test.rq", Map.of());
  }
}
