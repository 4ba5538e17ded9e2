package io.repqc.frontend.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.text.IrPrinter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RqReaderTest {

  @Test
  void readsWhatPeopleWrite() {
    Model model =
        parse(
            """
            network "two branches"
            input %x : f32[1,2,4,4] batched            # the image
            parameter %w : f32[2,2,1,1] trainable = [1.0, 0.0, 0.0, 1.0]
            parameter %b : f32[2] = fill(0.5)
            %conv = convolution(%x, %w, %b, strides=[1,1], dilations=[1,1],
                                before=[0,0], after=[0,0], groups=1)
            %sum = add(%conv, %x)
            %y = clamp(%sum, high=inf)
            %both = concat([%y, %x], axis=1)
            output %both as "probabilities"
            """);

    assertEquals(
        """
        network "two branches"

        input %x : f32[1,2,4,4] batched

        parameter %w : f32[2,2,1,1] trainable = [1.0, 0.0, 0.0, 1.0]
        parameter %b : f32[2]                 = fill(0.5)

        %conv : f32[1,2,4,4] = convolution(%x, %w, %b, strides=[1,1], dilations=[1,1], before=[0,0], after=[0,0], groups=1)
        %sum  : f32[1,2,4,4] = add(%conv, %x)
        %y    : f32[1,2,4,4] = clamp(%sum, high=inf)
        %both : f32[1,4,4,4] = concat([%y, %x], axis=1)

        output %both as "probabilities"
        """,
        IrPrinter.print(model));
  }

  @Test
  void keepsNamesOfExporters() {
    for (String name :
        List.of("396", "/features/0/conv/Conv_output_0", "onnx::Conv_123", "stem.weight", "a-b")) {
      Model model = parse("input %" + name + " : f32[]\noutput %" + name);

      assertEquals(name, model.graph().inputs().get(0).name());
      assertEquals(model.graph().outputs().get(0).name(), name);
    }
  }

  @Test
  void expandsRandomNumbersByTheirSeed() {
    Tensor floats = parameter("f32[3] = random(0, -1, 1)");
    Tensor bytes = parameter("u8[4] = random(7, 3, 5)");

    // The first numbers of the published generator from state 0.
    double unit = (0xe220a8397b1dcdafL >>> 11) * 0x1p-53;
    assertEquals((float) (2 * unit - 1), floats.number(0));
    for (long number : bytes.toIntegers()) {
      assertEquals(4, number, 1);
    }
  }

  @Test
  void takesNumbersAtTheirBounds() {
    assertEquals(Float.MAX_VALUE, parameter("f32[] = 3.4028235e38").number(0));
    assertEquals(-0.0, parameter("f64[] = -0.0").number(0));
    assertEquals(Long.MIN_VALUE, parameter("i64[] = -9223372036854775808").integer(0));
    assertEquals(448, parameter("f8e4m3[] = 448").number(0));
    assertEquals(1, parameter("bool[] = true").integer(0));
  }

  @Test
  void aGraphAloneNeedsNoNumbers() {
    String text = "parameter %w : f32[2] trainable\noutput %w";

    Graph graph = RqReader.parseGraph(text, "graph.rq", Map.of());

    assertEquals(TensorType.f32(2), graph.parameters().get(0).type());
    assertProblem("graph.rq:1:11: %w: found no numbers, expected = and what they are", text);
  }

  @Test
  void keepsExamplesBesideTheModel() {
    Example example =
        RqReader.parseExample("input %x : f32[2] = [1, 2]\noutput %x", "graph.rq", Map.of());

    assertEquals(List.of("x"), List.copyOf(example.inputs().keySet()));
    assertEquals(Map.of(), example.model().parameters());
  }

  @Test
  void readsALongTextInLinearTime() {
    StringBuilder text = new StringBuilder("input %v0 : f32[2,2]\n");
    for (int i = 1; i <= 100_000; i++) {
      text.append("%v").append(i).append(" : f32[2,2] = clamp(%v").append(i - 1);
      text.append(", low=0.0, high=inf)\n");
    }
    text.append("output %v100000\n");

    Model model = assertTimeout(Duration.ofSeconds(120), () -> parse(text.toString()));

    assertEquals(100_001, model.graph().values().size());
  }

  private static Tensor parameter(String declaration) {
    return parse("parameter %p : " + declaration + "\noutput %p").parameters().get("p");
  }

  private static void assertProblem(String problem, String text) {
    assertEquals(problem, assertThrows(ModelException.class, () -> parse(text)).getMessage());
  }

  private static Model parse(String text) {
    return RqReader.parse(text, "graph.rq", Map.of());
  }
}
