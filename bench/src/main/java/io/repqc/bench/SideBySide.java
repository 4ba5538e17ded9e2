package io.repqc.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.repqc.codegen.Target;
import io.repqc.codegen.Targets;
import io.repqc.compiler.ModelFile;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.ir.Model;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Generated C beside ONNX Runtime's best, floats in and out, one thread: they take turns, and the
 * medians over all turns are compared.
 */
final class SideBySide {
  private static final int ROUNDS = 11;
  private static final double NANOSECONDS_A_ROUND = 50e6;

  private SideBySide() {}

  /** {@code words}: the target, the C compiler with its options, then networks by name or file. */
  static void run(List<String> words) throws Exception {
    Target target =
        Targets.named(words.get(0))
            .orElseThrow(() -> new ModelException("no target is called " + words.get(0)));
    List<String> compiler = List.of(words.get(1).split(" "));
    List<String> names =
        words.size() > 2 ? words.subList(2, words.size()) : List.copyOf(Zoo.networks().keySet());
    for (String name : names) {
      run(name, target, compiler);
    }
  }

  private static void run(String name, Target target, List<String> compiler) throws Exception {
    Integers network = Integers.of(read(name));
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Value x = network.quantizers().graph().inputs().get(0);
    long[] dims = x.shape().dims().stream().mapToLong(Integer::longValue).toArray();
    FloatBuffer numbers = FloatBuffer.wrap(network.input().floats());
    try (Generated generated = Generated.of(network.integers(), target, compiler, network.input());
        OrtSession session = session(environment, name, network.quantizers());
        OnnxTensor tensor = OnnxTensor.createTensor(environment, numbers, dims)) {
      Map<String, OnnxTensor> inputs = Map.of(x.name(), tensor);
      double[] own = new double[ROUNDS];
      double[] other = new double[ROUNDS];
      for (int round = -2; round < ROUNDS; round++) {
        double first = generated.nanoseconds(runs(generated.nanoseconds(1)));
        double second = nanoseconds(session, inputs);
        own[Math.max(round, 0)] = first;
        other[Math.max(round, 0)] = second;
      }
      print(name, median(own), median(other));
      compare(network, generated, session, inputs);
    }
  }

  /** One of the zoo, or a file. */
  private static Model read(String name) {
    return Zoo.networks().containsKey(name)
        ? Zoo.networks().get(name).get()
        : ModelFile.read(Path.of(name), ImportOptions.DEFAULT);
  }

  private static OrtSession session(OrtEnvironment environment, String name, Model quantizers)
      throws OrtException, IOException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    if (name.endsWith(".onnx")) {
      return environment.createSession(name, options);
    }
    Path file = Files.createTempFile("repqc-bench", ".onnx");
    ModelFile.write(quantizers, file);
    return environment.createSession(file.toString(), options);
  }

  private static int runs(double nanoseconds) {
    return (int) Math.max(1, NANOSECONDS_A_ROUND / nanoseconds);
  }

  private static double nanoseconds(OrtSession session, Map<String, OnnxTensor> inputs)
      throws OrtException {
    List<Double> times = new ArrayList<>();
    for (double sum = 0; sum < NANOSECONDS_A_ROUND; ) {
      long start = System.nanoTime();
      session.run(inputs).close();
      times.add((double) (System.nanoTime() - start));
      sum += times.get(times.size() - 1);
    }
    return median(times.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void print(String name, double own, double other) {
    System.out.printf(
        Locale.ROOT,
        "%-28s RepQC %10.1f us   ONNX Runtime %10.1f us   ratio %5.2f",
        Path.of(name).getFileName(),
        own / 1e3,
        other / 1e3,
        other / own);
  }

  /** The bits must be the interpreter's; how far ONNX Runtime is, is said in its own numbers. */
  private static void compare(
      Integers network, Generated generated, OrtSession session, Map<String, OnnxTensor> inputs)
      throws OrtException {
    boolean same = generated.output().equals(network.answer());
    double largest = 0;
    try (OrtSession.Result result = session.run(inputs)) {
      FloatBuffer theirs = ((OnnxTensor) result.get(0)).getFloatBuffer();
      Tensor ours = generated.output();
      for (int i = 0; i < ours.count(); i++) {
        largest = Math.max(largest, Math.abs(ours.number(i) - theirs.get(i)));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "   %s the interpreter's bits, within %.3g of ONNX Runtime%n",
        same ? "with" : "NOT",
        largest);
  }
}
