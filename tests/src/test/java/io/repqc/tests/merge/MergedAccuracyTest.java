package io.repqc.tests.merge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.repqc.frontend.data.TensorFiles;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OnnxReader;
import io.repqc.ir.ElementType;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.passes.Pipelines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trained networks with branches, merged for deployment: what is left of them, and how good. */
final class MergedAccuracyTest {
  private static final Path SHARED = Path.of(System.getProperty("repqc.shared"));
  private static final double TOLERANCE = 2e-5;
  private static final int IMAGES = 500;
  private static final int BATCH = 50;
  private static final Set<String> LEFT =
      Set.of(
          "convolution",
          "linear",
          "add",
          "clamp",
          "prelu",
          "reduce_mean",
          "reshape",
          "depth_to_space");
  private static final List<Double> MEAN = List.of(0.4914, 0.4822, 0.4465);
  private static final List<Double> DEVIATION = List.of(0.2470, 0.2435, 0.2616);

  @BeforeEach
  void needsNetworks() {
    boolean isThere = Files.isDirectory(SHARED.resolve("models/reparam"));
    if (!isThere) {
      System.err.println("SKIPPED: the trained networks with branches are not in " + SHARED);
    }
    assumeTrue(isThere, "the trained networks with branches are not there");
  }

  @ParameterizedTest
  @CsvSource({
    "repvgg_cifar, 6, 1, 0",
    "repvgg_mnist, 4, 1, 0",
    "acnet_cifar, 6, 1, 0",
    "dbb_cifar, 6, 1, 0",
    "mobileone_cifar, 11, 1, 0",
    "ecbsr_x2, 6, 0, 1",
    "residual_cifar, 11, 1, 4"
  })
  void singleBranchesAreLeft(String name, long convolutions, long linears, long residuals) {
    List<String> ops = Merged.of(read(name), Pipelines.deploy()).dataOps();

    assertEquals(
        List.of(convolutions, linears, residuals),
        Stream.of("convolution", "linear", "add").map(op -> count(ops, op)).toList());
    assertEquals(List.of(), ops.stream().filter(op -> !LEFT.contains(op)).toList());
  }

  private static long count(List<String> ops, String op) {
    return ops.stream().filter(op::equals).count();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "repvgg_cifar",
        "repvgg_mnist",
        "acnet_cifar",
        "dbb_cifar",
        "mobileone_cifar",
        "ecbsr_x2",
        "residual_cifar"
      })
  void answersAsRecorded(String name) {
    Tensor inputs = TensorFiles.read(folder(name).resolve("inputs.npy"), "inputs");
    double[] expected =
        TensorFiles.read(folder(name).resolve("outputs.npy"), "outputs").toNumbers();
    Model merged = Merged.of(read(name), Pipelines.deploy()).after();

    double[] found = run(merged, inputs).toNumbers();

    double range =
        Arrays.stream(expected).max().orElseThrow() - Arrays.stream(expected).min().orElseThrow();
    assertArrayEquals(expected, found, range * TOLERANCE);
  }

  @ParameterizedTest
  @CsvSource({
    "repvgg_cifar, cifar",
    "acnet_cifar, cifar",
    "dbb_cifar, cifar",
    "mobileone_cifar, cifar",
    "residual_cifar, cifar",
    "repvgg_mnist, mnist"
  })
  void recognizesAsMany(String name, String data) {
    Model model = read(name);
    Model merged = Merged.of(model, Pipelines.deploy()).after();
    Tensor bytes = read(data, "x");
    double[] labels = read(data, "y").toNumbers();
    int before = 0;
    int after = 0;
    for (int first = 0; first < IMAGES; first += BATCH) {
      Tensor images = images(bytes, first);
      before += hits(run(model, images), labels, first);
      after += hits(run(merged, images), labels, first);
    }

    assertTrue(before > IMAGES * 0.6, "recognized before: " + before);
    assertEquals(before, after, 1, "recognized of " + IMAGES);
  }

  private static int hits(Tensor logits, double[] labels, int first) {
    int classes = logits.shape().dim(1);
    int hits = 0;
    for (int image = 0; image < BATCH; image++) {
      int best = 0;
      for (int i = 1; i < classes; i++) {
        best =
            logits.number(image * classes + i) > logits.number(image * classes + best) ? i : best;
      }
      hits += best == labels[first + image] ? 1 : 0;
    }
    return hits;
  }

  /** Some test images, as the networks were trained to see them. */
  private static Tensor images(Tensor bytes, int first) {
    Shape shape = bytes.shape().with(0, BATCH);
    int image = shape.count(1, 4);
    int plane = shape.count(2, 4);
    boolean isGrey = shape.dim(1) == 1;
    List<Double> mean = isGrey ? List.of(0.1307) : MEAN;
    List<Double> deviation = isGrey ? List.of(0.3081) : DEVIATION;
    return Tensor.generate(
        new TensorType(ElementType.F32, shape),
        i -> {
          int channel = i / plane % shape.dim(1);
          double brightness = bytes.number(first * image + i) / 255;
          return (brightness - mean.get(channel)) / deviation.get(channel);
        });
  }

  private static Tensor read(String data, String what) {
    return TensorFiles.read(SHARED.resolve("data/%s_test_%s.npy".formatted(data, what)), what);
  }

  private static Path folder(String name) {
    return SHARED.resolve("models/reparam").resolve(name);
  }

  private static Model read(String name) {
    return OnnxReader.read(folder(name).resolve("model.onnx"), ImportOptions.DEFAULT);
  }

  private static Tensor run(Model model, Tensor images) {
    Model batched = model.withBatch(images.shape().dim(0));
    String input = batched.graph().inputs().get(0).name();
    Map<String, Tensor> outputs =
        new Interpreter(batched, new FastEvaluation()).run(Map.of(input, images));
    return outputs.values().iterator().next();
  }
}
