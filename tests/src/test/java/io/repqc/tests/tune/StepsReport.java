package io.repqc.tests.tune;

import io.repqc.frontend.text.RqReader;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.tune.engine.RoundingRule;
import io.repqc.tune.engine.Session;
import io.repqc.tune.torch.TorchEngine;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Says, to the bit, what some steps of training on libtorch come to. */
final class StepsReport {
  private static final String NETWORK =
      """
      input %x : f32[32,3,24,24]
      parameter %w : f32[16,3,3,3] trainable = random(1, -0.5, 0.5)
      parameter %b : f32[16] trainable = random(2, -0.5, 0.5)
      parameter %w.scale : f32[16] trainable = fill(0.07)
      parameter %y.scale : f32[] trainable = 0.2
      constant %w.zero : i8[16] = fill(0)
      constant %y.zero : u8[] = 0
      %w.quantized = quantize(%w, %w.scale, %w.zero, minimum=-8, maximum=7, storage=i8)
      %w.dequantized = dequantize(%w.quantized, %w.scale, %w.zero)
      %y = convolution(%x, %w.dequantized, %b, strides=[1,1], dilations=[1,1], before=[1,1], after=[1,1], groups=1)
      %y.quantized = quantize(%y, %y.scale, %y.zero, maximum=15, storage=u8)
      %y.dequantized = dequantize(%y.quantized, %y.scale, %y.zero)
      %z = mul(%y.dequantized, %y.dequantized)
      %loss = reduce_mean(%z, axes=[0,1,2,3])
      output %loss
      """;
  private static final int STEPS = 5;
  private static final float RATE = 0.1f;

  private StepsReport() {}

  /** On so many threads. */
  public static void main(String... arguments) {
    try {
      System.out.print(parameters(TorchEngine.start(Integer.parseInt(arguments[0]))));
    } catch (ModelException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static String parameters(TorchEngine engine) {
    Model model = RqReader.parse(NETWORK, "network", Map.of());
    Map<String, Tensor> numbers = new TreeMap<>(model.parameters());
    Random random = new Random(3);
    TensorType type = model.graph().inputs().get(0).type();
    Map<String, Tensor> inputs = Map.of("x", Tensor.generate(type, i -> random.nextGaussian()));
    Map<String, RoundingRule> rules =
        Map.of("w.quantized", RoundingRule.BOUND_THEN_ROUND, "y.quantized", RoundingRule.NOISE);
    try (Session session = engine.open(model, numbers.keySet(), rules)) {
      for (int step = 0; step < STEPS; step++) {
        session
            .step(inputs, "loss", step)
            .gradients()
            .forEach((name, gradient) -> numbers.merge(name, gradient, StepsReport::moved));
        session.update(numbers);
      }
    }
    StringBuilder text = new StringBuilder();
    numbers.forEach(
        (name, tensor) ->
            text.append(name)
                .append(' ')
                .append(HexFormat.of().formatHex(tensor.toBytes()))
                .append('\n'));
    return text.toString();
  }

  private static Tensor moved(Tensor numbers, Tensor gradient) {
    return Tensor.generate(
        numbers.type(), i -> (float) (numbers.number(i) - RATE * gradient.number(i)));
  }
}
