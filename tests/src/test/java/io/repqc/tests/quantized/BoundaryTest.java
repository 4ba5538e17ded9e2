package io.repqc.tests.quantized;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.repqc.frontend.text.RqReader;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.text.IrPrinter;
import io.repqc.passes.Pass;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Reasons;
import io.repqc.passes.boundary.DropSoftmax;
import io.repqc.passes.boundary.ExposeIntegers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a network takes and gives once its softmax or its outermost quantizers are gone. */
final class BoundaryTest {
  private static final String SCALE =
      """
      constant %s : f32[] = 0.5
      constant %z : u8[]  = 3
      """;

  @Test
  void logitsTakeThePlaceOfProbabilities() {
    assertEquals(
        parsed("input %x : f32[1,4]\n%y = neg(%x)\noutput %y as \"p\"\n"),
        run(
            new DropSoftmax(),
            "input %x : f32[1,4]\n%y = neg(%x)\n%p = softmax(%y, axis=1)\noutput %p\n"));
  }

  @Test
  void quantizersBehindASoftmaxGoWithIt() {
    assertEquals(
        parsed("input %x : f32[1,4]\noutput %x as \"r\"\n"),
        run(
            new DropSoftmax(),
            "input %x : f32[1,4]\n"
                + SCALE
                + """
                %p = softmax(%x, axis=1)
                %q = quantize(%p, %s, %z, maximum=255, storage=u8)
                %r = dequantize(%q, %s, %z)
                output %r
                """));
  }

  @Test
  void saysThatThereIsNoSoftmax() {
    ModelException e =
        assertThrows(
            ModelException.class,
            () -> run(new DropSoftmax(), "input %x : f32[1,4]\n%y = neg(%x)\noutput %y\n"));

    assertEquals(
        "no output of \"test\" is a softmax, so that there is none to drop; its outputs are [y]",
        e.getMessage());
  }

  private static final String QUANTIZED =
      "input %x : f32[1,4] batched\n"
          + SCALE
          + """
          %q = quantize(%x, %s, %z, maximum=255, storage=u8)
          %r = dequantize(%q, %s, %z)
          %y = neg(%r)
          %t = quantize(%y, %s, %z, maximum=255, storage=u8)
          %u = dequantize(%t, %s, %z)
          output %u
          """;

  @Test
  void integersComeInAndGoOut() {
    assertEquals(
        parsed(
            "input %x : u8[1,4] batched\n"
                + SCALE
                + """
                %r = dequantize(%x, %s, %z)
                %y = neg(%r)
                %t = quantize(%y, %s, %z, maximum=255, storage=u8)
                output %t as "u"
                """),
        run(new ExposeIntegers(true, true), QUANTIZED));
  }

  @Test
  void eitherEndMayStayFloat() {
    assertEquals(
        parsed(QUANTIZED.replace("%u = dequantize(%t, %s, %z)\noutput %u", "output %t as \"u\"")),
        run(new ExposeIntegers(false, true), QUANTIZED));
  }

  @Test
  void integersAreMovedAsTheirNumbersWere() {
    String moves = "%m = reshape(%u, dims=[2,2])\n%n = transpose(%m, permutation=[1,0])\n";

    assertEquals(
        parsed(
            QUANTIZED.replace(
                "%u = dequantize(%t, %s, %z)\noutput %u",
                """
                %m.integers = reshape(%t, dims=[2,2])
                %n.integers = transpose(%m.integers, permutation=[1,0])
                output %n.integers as "n\"""")),
        run(new ExposeIntegers(false, true), QUANTIZED.replace("output %u", moves + "output %n")));
  }

  @Test
  void refusesWhatIsNotQuantized() {
    String plain = "input %x : f32[1,4]\n%y = neg(%x)\noutput %y\n";

    assertEquals(
        "input \"x\" cannot be integers: the network reads it as floats, too,"
            + " or on more than one scale; leave it as float",
        assertThrows(ModelException.class, () -> run(new ExposeIntegers(true, false), plain))
            .getMessage());
    assertEquals(
        "output \"y\" cannot be integers: no quantizer stands before it; leave it as float",
        assertThrows(ModelException.class, () -> run(new ExposeIntegers(false, true), plain))
            .getMessage());
  }

  private static String parsed(String text) {
    return IrPrinter.print(read(text).graph());
  }

  private static String run(Pass pass, String text) {
    return IrPrinter.print(new PassRunner(List.of(pass)).run(read(text), new Reasons()).graph());
  }

  private static Model read(String text) {
    return RqReader.parse(text, "test.rq", Map.of());
  }
}
