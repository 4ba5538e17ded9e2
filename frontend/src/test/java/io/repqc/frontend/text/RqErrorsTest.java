package io.repqc.frontend.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RqErrorsTest {
  private static final String INPUT = "input %x : f32[2,3]\n";

  @Test
  void syntax() {
    assertProblems("output = x", "1:8: found \"=\", expected a name such as %x");
    assertProblems("input %x f32[2]", "1:10: found \"f32\", expected \":\"");
    assertProblems(
        INPUT + "%y = add(%x, %x", "2:16: found the end of the text, expected \",\" or \")\"");
    assertProblems("network \"open", "1:9: found \"\\\"\", expected a quoted text");
    assertProblems(
        "branch %x",
        "1:1: found \"branch\", expected \"network\" or \"input\" or \"parameter\" or \"constant\""
            + " or \"output\" or a name such as %x");
    assertProblems(
        "output %\"a\\q\"",
        "1:8: found the escape \\q, expected one of \\n \\r \\t \\\" \\\\ \\uXXXX");
    assertProblems(
        "output %\"a\\u12\"", "1:8: found the escape \\u12, expected four hexadecimal digits");
  }

  @Test
  void allProblemsAreListed() {
    assertProblems(
        """
        input %x : f32[2]
        %y = add(%x %x)
        %a = : f32[2]
        %z = clamp(%y)
        output %w
        output %z
        output %x as 1
        """,
        "2:13: found \"%x\", expected \",\" or \")\"",
        "3:6: found \":\", expected a word",
        "5:8: found %w, expected a value that is defined above; did you mean %x?",
        "7:14: found \"1\", expected a quoted text");
  }

  @Test
  void aStatementThatIsCutDoesNotHideTheNext() {
    assertProblems(
        """
        input %x : f32[2]
        %y = add(%x,
        %z = clamp(%x)
        input
        parameter %p : f33[2]
        output %z
        output %y
        """,
        "3:4: found \"=\", expected \",\" or \")\"",
        "5:1: found \"parameter\", expected a name such as %x",
        "5:16: found the type \"f33\", expected one of [f32, f64, f8e4m3, f8e5m2, i8, u8, i16, u16,"
            + " i32, u32, i64, bool, i4, u4, b1]");
  }

  @Test
  void names() {
    assertProblems(
        INPUT + "%y = neg(%z)\noutput %y",
        "2:10: found %z, expected a value that is defined above; did you mean %x?");
    assertProblems(
        INPUT + "%x = neg(%x)\noutput %x",
        "2:1: found a second %x, expected another name: the first is in line 1");
    assertProblems(
        INPUT + "output %x\noutput %x", "3:1: found a second output \"x\", expected another name");
  }

  @Test
  void ops() {
    assertProblems(
        INPUT + "%y = clmp(%x)",
        "2:6: found the op \"clmp\", expected one there is; did you mean clamp?");
    assertTrue(
        problems(INPUT + "%y = telepathy(%x)").get(0).contains("expected one of batch_norm, add,"));
    assertTrue(
        problems(INPUT + "%y = input()").get(0).contains("found \"input\", expected a word"));
    assertProblems(INPUT + "%y = add(%x)", "2:6: add: found 1 operands, expected 2: left, right");
    assertProblems(
        INPUT + "%y = concat(%x, axis=1)", "2:13: found %x, expected operands in brackets: parts");
    assertProblems(INPUT + "%y = neg([%x])", "2:10: found [%x], expected one operand: x");
  }

  @Test
  void attributes() {
    assertProblems(
        INPUT + "%y = clamp(%x, hi=6.0)",
        "2:16: clamp: found the attribute \"hi\", expected low or high");
    assertProblems(
        INPUT + "%y = clamp(%x, low=1, low=2)", "2:23: clamp: found low twice, expected it once");
    assertProblems(INPUT + "%y = clamp(%x, low=[1])", "2:16: found low=[1], expected low=a number");
    assertProblems(INPUT + "%y = clamp(%x, low)", "2:16: found low, expected low=a number");
    assertProblems(
        INPUT + "%y = softmax(%x, axis=1.5)",
        "2:23: found 1.5, expected an integer from -2147483648 to 2147483647");
    assertProblems(
        INPUT + "%y = softmax(%x, log=1)",
        "2:22: found log=1, expected the word log alone, or nothing");
    assertProblems(
        INPUT + "%y = transpose(%x, permutation=1)",
        "2:20: found permutation=1, expected permutation=a list of numbers");
    assertTrue(
        problems(INPUT + "%y = cast(%x)")
            .get(0)
            .contains("2:6: cast: found no to, expected f32 or"));
    assertTrue(
        problems(INPUT + "%y = cast(%x, to=f16)").get(0).contains("2:15: found to=f16, expected"));
    assertProblems(
        "input %x : f32[2] trainable\n", "1:19: found \"trainable\", expected batched or an =");
  }

  @Test
  void types() {
    assertProblems(
        INPUT + "%y : f32[3,2] = neg(%x)",
        "2:6: %y: found the declared type f32[3,2], expected f32[2,3], which its op gives");
    assertProblems(
        INPUT + "%y = mat_mul(%x, %x)",
        "2:6: %y: mat_mul: %x : f32[2,3] has rows of another length than the columns of %x :"
            + " f32[2,3]");
    assertProblems(
        "input %x : f32[-1]", "1:16: found -1, expected an integer from 0 to 2147483647");
    assertProblems(
        "input %x : f32[65536,65536]",
        "1:12: found f32[65536,65536], expected a type that can be: shape [65536, 65536] has over"
            + " 2^31 elements");
    assertProblems("input %x : f32[] batched", "1:1: %x: a scalar has no batch");
  }

  @Test
  void numbers() {
    assertProblems(
        "constant %c : f32[2] = [1.0]", "1:24: found a list of 1, expected 2 for f32[2]");
    assertProblems(
        "constant %c : f32[2] = 1.0",
        "1:24: found one number, expected [...], fill(x) or random(...) for f32[2]");
    assertProblems(
        "constant %c : i8[] = 128", "1:22: found 128, expected an integer from -128 to 127");
    assertProblems(
        "constant %c : f32[] = 1e39", "1:23: found 1e39, expected a number that f32 can hold");
    assertProblems(
        "constant %c : f8e4m3[] = 500", "1:26: found 500, expected a number that f8e4m3 can hold");
    assertProblems("constant %c : bool[] = 1", "1:24: found 1, expected true or false");
    assertProblems("constant %c : f32[] = true", "1:23: found true, expected a number");
    assertProblems(
        "constant %c : f32[2]", "1:10: %c: found no numbers, expected = and what they are");
    assertProblems(
        "constant %c : f32[2] = ones(1)",
        "1:24: found ones of 1 numbers, expected fill(x) or random(seed, low, high)");
    assertProblems(
        "constant %c : f32[2] = random(1, 1, 0)", "1:24: found no numbers from 1.0 to 0.0");
    assertProblems(
        "constant %c : u8[70000,1000] = fill(0)",
        "1:32: found 70000000 elements, expected at most 67108864: larger tensors belong in the"
            + " side file");
    assertProblems(
        "constant %c : f32[2] = data(0123)",
        "1:24: found no numbers of digest 0123 in the side file, expected the file written with"
            + " this text");
  }

  @Test
  void numbersOfTheSideFileFitTheirType() {
    ModelException e =
        assertThrows(
            ModelException.class,
            () ->
                RqReader.parse(
                    "constant %c : f32[2] = data(ab)",
                    "graph.rq", Map.of("ab", Tensor.fill(TensorType.f32(3), 0))));

    assertEquals("graph.rq:1:24: found numbers for f32[3], expected f32[2]", e.getMessage());
  }

  @Test
  void nothingNestsSoNothingOverflows() {
    assertTrue(problems(INPUT + "%y = add(" + "[".repeat(200_000)).get(0).contains("found \"[\""));
    assertTrue(problems("(".repeat(200_000)).get(0).contains("found \"(\""));
  }

  @Test
  void noiseGivesProblemsOnly() {
    PrintStream original = System.err;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
    try {
      Random random = new Random(1);
      for (int i = 0; i < 200; i++) {
        StringBuilder noise = new StringBuilder();
        random.ints(300, 0, 200).forEach(unit -> noise.append((char) unit));
        assertTrue(problems(noise + "\u2028%").size() <= 101);
      }
    } finally {
      System.setErr(original);
    }
    assertEquals("", captured.toString(StandardCharsets.UTF_8));
  }

  /** Every way to damage one letter of a text gives a model or a {@link ModelException}. */
  @Test
  void damagedTextsGiveProblemsOnly() {
    String text =
        """
        network "n"
        input %x : f32[1,2,4,4] batched = random(1, -1, 1)
        parameter %w : f32[2,2,1,1] trainable = [1.0, 0.0, 0.0, 1.0]
        constant %s : u8[2] quantized(scales=[0.5], zero_points=[3], maximum=255) = [1, 2]
        %c = convolution(%x, %w, %w, strides=[1,1], dilations=[1,1], before=[0,0], after=[0,0], groups=1)
        %p : f32[1,2,2,2] = max_pool(%x, size=[2,2], strides=[2,2], dilations=[1,1], before=[0,0], after=[0,0], ceil)
        %t = transpose(%p, permutation=[0,2,3,1])
        %l = slice(%t, axes=[1], starts=[0], counts=[1], steps=[1])
        %r = reshape(%l, dims=[-1,2])
        %k = concat([%r, %r], axis=1)
        output %k as "out"
        """;
    for (int at = 0; at < text.length(); at++) {
      for (String replacement : List.of("", "9", "-", "[", "\"", "%x ", " 99999999999 ")) {
        String damaged = text.substring(0, at) + replacement + text.substring(at + 1);
        try {
          RqReader.parse(damaged, "graph.rq", Map.of());
        } catch (ModelException e) {
          assertTrue(e.getMessage().startsWith("graph.rq:"), e::getMessage);
        }
      }
    }
  }

  private static void assertProblems(String text, String... expected) {
    assertEquals(
        String.join("\n", List.of(expected)),
        String.join("\n", problems(text)).replace("graph.rq:", ""));
  }

  private static List<String> problems(String text) {
    return assertThrows(ModelException.class, () -> RqReader.parse(text, "graph.rq", Map.of()))
        .problems();
  }
}
