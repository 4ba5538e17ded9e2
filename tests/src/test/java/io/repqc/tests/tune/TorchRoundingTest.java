package io.repqc.tests.tune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.repqc.frontend.text.RqReader;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.tune.engine.RoundingRule;
import io.repqc.tune.engine.Session;
import io.repqc.tune.engine.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Quantizers learn on libtorch as their rules say: a step of 2, integers from -2 to 1. */
final class TorchRoundingTest {
  private static final String NETWORK =
      """
      input %image : f32[1]
      parameter %x : f32[7] trainable = [-9.0, -4.5, -4.0, -0.6, 1.4, 2.9, 3.5]
      parameter %s : f32[] trainable = 2.0
      constant %z : i8[] = 0
      %q = quantize(%x, %s, %z, minimum=-2, maximum=1, storage=i8)
      %y = dequantize(%q, %s, %z)
      %sum = reduce_sum(%y, axes=[0])
      output %y
      output %sum
      """;
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final float[] X = {-9f, -4.5f, -4f, -0.6f, 1.4f, 2.9f, 3.5f};
  private static final float[] Y = {-4, -4, -4, 0, 2, 2, 2};
  private static final Map<String, Tensor> INPUTS = Map.of("image", Tensor.f32(Shape.of(1), 0));

  @Test
  void boundsThenRounds() {
    Step step = step(RoundingRule.BOUND_THEN_ROUND, 1);

    assertEquals(-6, step.loss());
    assertGradient(step, 0, 0, 1, 1, 1, 0, 0);
    float outside = -2 - 2 + 1 + 1;
    float inside = (-2 - X[2] / 2) + (0 - X[3] / 2) + (1 - X[4] / 2);
    assertEquals(outside + inside, step.gradients().get("s").number(0), 1e-6);
  }

  @Test
  void roundsThenBounds() {
    Step step = step(RoundingRule.ROUND_THEN_BOUND, 1);

    assertEquals(-6, step.loss());
    assertGradient(step, 0, 1, 1, 1, 1, 1, 0);
  }

  @Test
  void boundsAndTheRestDoesNothing() {
    Step step = step(RoundingRule.BOUND, 1);

    assertEquals(-6, step.loss());
    assertGradient(step, 0, 0, 1, 1, 1, 0, 0);
    assertEquals(-2 - 2 + 1 + 1, step.gradients().get("s").number(0), 1e-6);
  }

  @Test
  void addsNoiseThatTheSeedSettles() {
    Step step = step(RoundingRule.NOISE, 1);

    assertGradient(step, 0, 0, 1, 1, 1, 0, 0);
    double bounded = -4 - 4 - 4 - 0.6 + 1.4 + 2 + 2;
    assertEquals(bounded, step.loss(), 7.0);
    assertEquals(step.loss(), step(RoundingRule.NOISE, 1).loss());
    assertNotEquals(step.loss(), step(RoundingRule.NOISE, 2).loss());
  }

  @Test
  void aRunRoundsWhateverTheRule() {
    for (RoundingRule rule : RoundingRule.values()) {
      try (Session session = open(rule)) {
        assertArrayEquals(Y, session.run(INPUTS).get("y").floats(), 0);
      }
    }
  }

  /** To the bit what the interpreter makes of it, ties and all. */
  @Test
  void roundsToTheSameIntegers() {
    Model model =
        RqReader.parse(
            """
            input %x : f32[1000]
            constant %s : f32[] = 0.017734194
            constant %z : u8[] = 105
            %q = quantize(%x, %s, %z, maximum=255, storage=u8)
            %y = dequantize(%q, %s, %z)
            output %q
            output %y
            """,
            "ties", Map.of());
    Random random = new Random(3);
    float scale = 0.017734194f;
    Tensor x =
        Tensor.generate(
            model.graph().inputs().get(0).type(), i -> (i - 500 + random.nextInt(2) / 2f) * scale);
    Map<String, Tensor> inputs = Map.of("x", x);

    try (Session session = Torch.engine().open(model, Set.of(), Map.of())) {
      assertEquals(
          new Interpreter(model, Interpreter.Evaluation.REFERENCE).run(inputs),
          session.run(inputs));
    }
  }

  @Test
  void namesTheFirstValueThatIsNotFinite() {
    try (Session session = open(RoundingRule.BOUND)) {
      assertEquals(Optional.empty(), session.firstNonFinite(INPUTS, 1));
      session.update(Map.of("s", Tensor.f32(Shape.SCALAR, Float.NaN)));
      assertEquals(Optional.of("s"), session.firstNonFinite(INPUTS, 1));
    }
  }

  @Test
  void namesAnInputThatIsNotGiven() {
    Model model =
        RqReader.parse("input %x : f32[2]\n%y = neg(%x)\noutput %y\n", "negation", Map.of());
    try (Session session = Torch.engine().open(model, Set.of(), Map.of())) {
      ModelException e = assertThrows(ModelException.class, () -> session.run(Map.of()));
      assertEquals("input \"x\": nothing given; expected f32[2]", e.getMessage());
    }
  }

  @Test
  void stepsDoNotFillMemory() throws IOException {
    assumeTrue(Files.exists(STATUS), "only Linux says what memory a process holds");
    try (Session session = open(RoundingRule.BOUND_THEN_ROUND)) {
      long before = kibibytesAfter(session, 100);
      long after = kibibytesAfter(session, 500);
      assertTrue(after - before < 1 << 16, "%d KiB, then %d".formatted(before, after));
    }
  }

  private static long kibibytesAfter(Session session, int steps) throws IOException {
    for (int i = 0; i < steps; i++) {
      session.step(INPUTS, "sum", i);
    }
    String line =
        Files.readAllLines(STATUS).stream().filter(s -> s.startsWith("VmRSS")).findFirst().get();
    return Long.parseLong(line.replaceAll("\\D", ""));
  }

  private static void assertGradient(Step step, float... expected) {
    assertArrayEquals(expected, step.gradients().get("x").floats());
  }

  private static Step step(RoundingRule rule, long seed) {
    try (Session session = open(rule)) {
      return session.step(INPUTS, "sum", seed);
    }
  }

  private static Session open(RoundingRule rule) {
    return Torch.engine()
        .open(RqReader.parse(NETWORK, "network", Map.of()), Set.of("x", "s"), Map.of("q", rule));
  }
}
