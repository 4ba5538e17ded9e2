package io.repqc.tests.quantized;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.repqc.frontend.data.TensorFiles;
import io.repqc.ir.Graph;
import io.repqc.ir.Tensor;
import io.repqc.ir.TensorType;
import io.repqc.ir.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** The quantized networks in the folder {@code models} beside the checkout. */
public final class QuantizedNetworks {
  private static final Path FOLDER =
      Path.of(System.getProperty("repqc.shared", "../../shared"), "models");
  private static final Pattern QUANTIZED = Pattern.compile("(qdq|qop|quant).*\\.onnx$");
  private static final int FEWEST_NETWORKS = 13;

  private QuantizedNetworks() {}

  /** A test for each file; skipped where the folder is not. */
  public static Stream<DynamicTest> each(ThrowingConsumer<Path> check) throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), "skipped: the quantized networks are not at " + FOLDER);
    List<Path> files;
    try (Stream<Path> tree = Files.walk(FOLDER)) {
      files = tree.filter(file -> QUANTIZED.matcher(show(file)).find()).sorted().toList();
    }
    assertTrue(files.size() >= FEWEST_NETWORKS, () -> "found only " + files);

    return files.stream().map(file -> dynamicTest(show(file), () -> check.accept(file)));
  }

  private static String show(Path file) {
    return FOLDER.relativize(file).toString();
  }

  /** The recorded inputs, or else drawn ones. */
  public static Map<String, Tensor> inputs(Path file, Graph graph) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Value input : graph.inputs()) {
      Path recorded = file.resolveSibling("input_" + inputs.size() + ".npy");
      inputs.put(
          input.name(),
          Files.exists(recorded) ? TensorFiles.read(recorded, input.name()) : drawn(input.type()));
    }
    return inputs;
  }

  private static Tensor drawn(TensorType type) {
    Random random = new Random(7);
    return Tensor.generate(type, i -> random.nextGaussian());
  }
}
