package io.repqc.tests.javacode;

import io.repqc.frontend.text.RqReader;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.tests.nativecode.Sample;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Convolutions of few channels or many, also of each by itself, by all kinds of kernels. */
final class SmallConvolutions {
  static final String NAME = "convolution_";

  private static final int[] CHANNELS = {1, 2, 3, 4, 5, 8, 12, 16, 17, 24, 33, 40};

  private static final String TEXT =
      """
      input %%x : u8[2,%d,%d,%d] quantized(scales=[0.5], zero_points=[%d], maximum=255)
      parameter %%w : i8[%d,%d,%d,%d] quantized(scales=[0.25], zero_points=[0], minimum=-127, maximum=127) = random(%d, -127, 127)
      parameter %%b : i32[%d] = random(%d, -2000, 2000)
      %%sum = convolution(%%x, %%w, %%b, strides=[%d,%d], dilations=[%d,%d], before=[%d,%d], after=[%d,%d], groups=%d)
      %%y = requantize(%%sum, storage=u8, scale=%d.0, zero_point=100, maximum=255, convention=onnx)
      output %%y
      """;

  private final Random random;
  private final boolean hasFewPlaces;

  private SmallConvolutions(int seed, boolean hasFewPlaces) {
    this.random = new Random(seed);
    this.hasFewPlaces = hasFewPlaces;
  }

  static Sample sample(int seed) {
    return sample(seed, false);
  }

  /** Those of many channels, side by side. */
  static Sample ofFewPlaces(int seed) {
    return sample(seed, true);
  }

  private static Sample sample(int seed, boolean hasFewPlaces) {
    String text = new SmallConvolutions(seed, hasFewPlaces).text();
    Model model = RqReader.parseExample(text, NAME + seed, Map.of()).model();
    TensorType type = model.graph().inputs().get(0).type();
    int[] levels = new Random(seed).ints(type.shape().count(), 0, 256).toArray();
    return Sample.of(NAME + seed, model, List.of(Map.of("x", Tensor.ofInts(type, levels))));
  }

  private String text() {
    int inputs = channels();
    boolean isDepthwise = random.nextBoolean() && !hasFewPlaces;
    int outputs = isDepthwise ? inputs : channels();
    int[] kernel = upTo(5);
    int[] stride = hasFewPlaces || random.nextBoolean() ? new int[] {1, 1} : upTo(5);
    int[] dilation = random.nextInt(3) > 0 ? new int[] {1, 1} : upTo(3);
    int[] before = upTo(3);
    int[] after = upTo(3);
    int[] size =
        IntStream.range(0, 2)
            .map(i -> (kernel[i] - 1) * dilation[i] + random.nextInt(hasFewPlaces ? 5 : 20))
            .map(each -> Math.max(1, each))
            .toArray();
    int depth = kernel[0] * kernel[1] * (isDepthwise ? 1 : inputs);
    return TEXT.formatted(
        inputs,
        size[0],
        size[1],
        random.nextInt(256),
        outputs,
        isDepthwise ? 1 : inputs,
        kernel[0],
        kernel[1],
        random.nextInt(),
        outputs,
        random.nextInt(),
        stride[0],
        stride[1],
        dilation[0],
        dilation[1],
        before[0] - 1,
        before[1] - 1,
        after[0] - 1,
        after[1] - 1,
        isDepthwise ? inputs : 1,
        10 * (int) (1 + Math.sqrt(depth)));
  }

  private int channels() {
    int least = hasFewPlaces ? CHANNELS.length / 2 : 0;
    return CHANNELS[least + random.nextInt(CHANNELS.length - least)];
  }

  /** Two numbers from one on. */
  private int[] upTo(int most) {
    return IntStream.range(0, 2).map(i -> 1 + random.nextInt(most)).toArray();
  }
}
