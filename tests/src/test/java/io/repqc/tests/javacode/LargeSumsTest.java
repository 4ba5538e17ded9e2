package io.repqc.tests.javacode;

import io.repqc.codegen.Targets;
import io.repqc.frontend.text.RqReader;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.tests.nativecode.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sums of products that floats hold only together with the bias, or only in parts. */
final class LargeSumsTest {
  private static final String SUMS =
      """
      input %%x : u8[1,700,%d,%d] quantized(scales=[0.5], zero_points=[%d], maximum=255)
      parameter %%w : i8[%d,700,1,1] quantized(scales=[0.25], zero_points=[0], minimum=-127, maximum=127) = fill(%d)
      parameter %%b : i32[%d] = fill(7)
      %%sum = convolution(%%x, %%w, %%b, strides=[1,1], dilations=[1,1], before=[0,0], after=[0,0], groups=1)
      """;

  private static final String LEVELS =
      """
      %y = requantize(%sum, storage=u8, scale=12000.0, zero_point=128, maximum=255, convention=onnx)
      output %y
      """;

  @TempDir private Path folder;

  @Test
  void areExact() {
    List<Sample> samples = new ArrayList<>();
    for (int zero : new int[] {0, 128, 255}) {
      for (int weight : new int[] {127, -127}) {
        samples.add(sample(samples.size(), text(6, zero, 2, weight) + LEVELS));
        samples.add(sample(samples.size(), text(6, zero, 2, weight) + "output %sum\n"));
        samples.add(sample(samples.size(), text(2, zero, 40, weight) + LEVELS));
        samples.add(sample(samples.size(), text(2, zero, 40, weight) + "output %sum\n"));
      }
    }

    JavaModels.compile(folder, List.of(Targets.JAVA_PLAIN), samples, true)
        .forEach(JavaModel::check);
  }

  private static String text(int size, int zero, int outputs, int weight) {
    return SUMS.formatted(size, size, zero, outputs, weight, outputs);
  }

  private static Sample sample(int index, String text) {
    Model model = RqReader.parseExample(text, "large.rq", Map.of()).model();
    TensorType type = model.graph().inputs().get(0).type();
    int[] some = new Random(index).ints(type.shape().count(), 0, 256).toArray();
    int[] most = new int[some.length];
    Arrays.fill(most, 255);
    return Sample.of(
        "large_" + index,
        model,
        List.of(Map.of("x", Tensor.ofInts(type, some)), Map.of("x", Tensor.ofInts(type, most))));
  }
}
