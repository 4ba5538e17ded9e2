package io.repqc.tests.javacode;

import io.repqc.codegen.Targets;
import io.repqc.frontend.text.RqReader;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.tests.nativecode.Sample;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Floats that are no numbers, infinite, very large or ties become levels all the same. */
final class OddFloatsTest {
  private static final String TEXT =
      """
      input %x : f32[1,3,40,40]
      %y = encode(%x, storage=u8, scale=0.5, zero_point=7, maximum=255)
      output %y
      """;

  private static final float[] ODD = {
    Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, -0f, 0.25f, 0.75f
  };

  @TempDir private Path folder;

  @Test
  void becomeLevels() {
    Model model = RqReader.parseExample(TEXT, "odd.rq", Map.of()).model();
    TensorType type = model.graph().inputs().get(0).type();
    Tensor numbers = Tensor.generate(type, i -> (i % 997 - 300) / 4.0);
    Tensor odd = Tensor.generate(type, i -> i % 100 < 93 ? i : ODD[i % 100 - 93]);
    Sample sample = Sample.of("odd", model, List.of(Map.of("x", odd), Map.of("x", numbers)));

    JavaModels.compile(folder, List.of(Targets.JAVA_PLAIN), List.of(sample), true)
        .forEach(JavaModel::check);
  }
}
