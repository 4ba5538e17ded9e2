package io.repqc.passes.quantize;

import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Levels;
import io.repqc.passes.Reasons;
import io.repqc.passes.observe.Integers;
import io.repqc.passes.observe.Ranging;
import io.repqc.passes.observe.WeightScales;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The scales of the weights of layers. A layer's bias is an integer in units of the product of the
 * scales of its input and its weight; where that is too small for the bias to fit, the weight's
 * scale is raised.
 */
final class LayerScales {
  /** Half of what an i32 holds; the other half is for the products. */
  private static final double LARGEST_BIAS = 1 << 30;

  /** The product with the scale of an input is to be a normal f32 number. */
  private static final float SMALLEST = 0x1p-60f;

  private record Key(Value weight, OptionalInt axis, Integers integers) {}

  private final Map<Value, Tensor> numbers;
  private final LayerBits bits;
  private final Ranging method;
  private final boolean perChannel;
  private final Map<Key, float[]> scales = new HashMap<>();

  LayerScales(Map<Value, Tensor> numbers, LayerBits bits, QuantizationOptions options) {
    this.numbers = numbers;
    this.bits = bits;
    this.method = options.weightRange();
    this.perChannel = options.perChannel();
  }

  /** Takes a layer into account whose input is on {@code levels}. */
  void add(Layer layer, Levels levels, Reasons reasons) {
    float[] own = scales.computeIfAbsent(key(layer), this::scales);
    layer.bias().ifPresent(bias -> raise(layer, numbers.get(bias), own, levels.scale(), reasons));
  }

  /** One for each channel of a layer's weight, or one. */
  float[] of(Layer layer) {
    return scales.get(key(layer));
  }

  /** The scales of a layer's bias when its input has scale {@code input}. */
  float[] ofBias(Layer layer, float input) {
    float[] products = of(layer).clone();
    for (int i = 0; i < products.length; i++) {
      products[i] = (float) ((double) input * products[i]);
    }
    return products;
  }

  /** The integers of a layer's weight. */
  Integers integers(Layer layer) {
    return Integers.weights(bits.of(layer.value()).orElse(Bits.EIGHT).weights());
  }

  /** The axis along which a layer's weight has several scales. */
  OptionalInt axis(Layer layer) {
    return perChannel && layer.separable() ? OptionalInt.of(layer.axis()) : OptionalInt.empty();
  }

  private Key key(Layer layer) {
    return new Key(layer.weight(), axis(layer), integers(layer));
  }

  private float[] scales(Key key) {
    Tensor weight = numbers.get(key.weight());
    WeightScales own = new WeightScales(method, key.integers());
    float[] found = own.of(key.weight().name(), weight, key.axis());
    for (int i = 0; i < found.length; i++) {
      found[i] = Math.max(found[i], SMALLEST);
    }
    return found;
  }

  private static void raise(
      Layer layer, Tensor bias, float[] scales, float input, Reasons reasons) {
    List<String> raised = new ArrayList<>();
    for (int channel = 0; channel < bias.count(); channel++) {
      int own = scales.length == 1 ? 0 : channel;
      float least = (float) (Math.abs(bias.number(channel)) / LARGEST_BIAS / input);
      if (scales[own] < least) {
        raised.add("that of channel %d from %s to %s".formatted(channel, scales[own], least));
        scales[own] = least;
      }
    }
    if (!raised.isEmpty()) {
      String text = "scales of the weight raised for biases to fit 32 bits: %d; the first is %s";
      reasons.add(
          InsertQuantizers.NAME, layer.value(), text.formatted(raised.size(), raised.get(0)));
    }
  }
}
