package io.repqc.tests.models;

import io.repqc.frontend.data.TensorFiles;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OnnxReader;
import io.repqc.ir.ElementType;
import io.repqc.ir.Graph;
import io.repqc.ir.Model;
import io.repqc.ir.Shape;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.Input;
import io.repqc.ir.op.Quantize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A network in a file, with what was recorded beside it: inputs and the answers of another engine.
 */
public record Network(String name, Path file) {

  /** The example that this repository carries, then whatever networks are at hand outside it. */
  public static List<Network> all() throws IOException {
    Path root = Path.of(System.getProperty("repqc.root"));
    List<Network> networks = new ArrayList<>(in(root.resolve("examples")));
    networks.addAll(in(Path.of(System.getProperty("repqc.shared"), "models")));
    return networks;
  }

  private static List<Network> in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      System.err.println("SKIPPED: the networks of " + folder + ", which is not there");
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".onnx"))
          .sorted()
          .map(file -> new Network(folder.getParent().relativize(file).toString(), file))
          .toList();
    }
  }

  public Model read() {
    return OnnxReader.read(file, ImportOptions.DEFAULT);
  }

  /** The recorded input, if there is one. */
  public Map<String, Tensor> recordedInputs(Graph graph) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (int i = 0; i < graph.inputs().size(); i++) {
      Path file = recorded("input", i);
      if (Files.exists(file)) {
        inputs.put(graph.inputs().get(i).name(), TensorFiles.read(file, "input"));
      }
    }
    return inputs;
  }

  /** The recorded answers, as many as there are. */
  List<Tensor> recordedOutputs() {
    List<Tensor> outputs = new ArrayList<>();
    while (Files.exists(recorded("output", outputs.size()))) {
      outputs.add(TensorFiles.read(recorded("output", outputs.size()), "output"));
    }
    return outputs;
  }

  private Path recorded(String kind, int index) {
    Path many = file.resolveSibling(kind + "s.npy");
    return index == 0 && Files.exists(many)
        ? many
        : file.resolveSibling("%s_%d.npy".formatted(kind, index));
  }

  /** Whether its answers turn on roundings to integers, so that engines may differ in them. */
  public static boolean isQuantized(Graph graph) {
    return !graph.select(value -> value.op() instanceof Quantize).isEmpty();
  }

  /**
   * Seeded numbers for all inputs: small integers for integers, numbers within [-1, 1] for floats.
   */
  public static Map<String, Tensor> drawInputs(Graph graph, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Value input : graph.inputs()) {
      boolean isFloat = input.elementType().isFloat();
      inputs.put(
          input.name(),
          Tensor.generate(
              input.type(), i -> isFloat ? 2 * random.nextDouble() - 1 : random.nextInt(2)));
    }
    return inputs;
  }

  /** The images {@code from} to {@code to} of every batched input. */
  static Map<String, Tensor> images(Graph graph, Map<String, Tensor> inputs, int from, int to) {
    Map<String, Tensor> some = new LinkedHashMap<>();
    for (Value input : graph.inputs()) {
      Tensor tensor = inputs.get(input.name());
      boolean batched = ((Input) input.op()).batched();
      some.put(input.name(), batched ? rows(tensor, from, to) : tensor);
    }
    return some;
  }

  /** Some rows of a tensor along axis 0. */
  public static Tensor rows(Tensor tensor, int from, int to) {
    Shape shape = tensor.shape();
    int row = shape.count(1, shape.rank());
    int[] sources = new int[(to - from) * row];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = from * row + i;
    }
    return tensor.pick(shape.with(0, to - from), sources);
  }

  /** The largest difference, as a share of the range of what was expected. */
  static double difference(Tensor expected, Tensor found) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double worst = 0;
    for (int i = 0; i < expected.count(); i++) {
      low = Math.min(low, expected.number(i));
      high = Math.max(high, expected.number(i));
      double difference = Math.abs(expected.number(i) - found.number(i));
      worst = Math.max(worst, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
    }
    double range = Math.max(high - low, Math.max(Math.abs(high), Math.abs(low)));
    return worst == 0 || expected.elementType() == ElementType.BOOL ? worst : worst / range;
  }
}
