package io.repqc.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OnnxReader;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.fast.FastEvaluation;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Reading and interpreting a network of one float input, beside ONNX Runtime on one thread. */
final class Networks {
  private Networks() {}

  static void run(Timing timing, List<Path> files) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    for (Path file : files) {
      List<Double> reading =
          timing.medians(
              List.of(
                  () -> OnnxReader.read(file, ImportOptions.DEFAULT),
                  () -> {
                    environment.createSession(file.toString(), options).close();
                    return null;
                  }));
      print(file, "read", reading);
      try (OrtSession session = environment.createSession(file.toString(), options)) {
        print(file, "run", running(timing, file, environment, session));
      }
    }
  }

  private static List<Double> running(
      Timing timing, Path file, OrtEnvironment environment, OrtSession session) throws Exception {
    Model model = OnnxReader.read(file, ImportOptions.DEFAULT);
    Value input = model.graph().inputs().get(0);
    SplittableRandom random = new SplittableRandom(1);
    Tensor numbers = Tensor.generate(input.type(), i -> random.nextDouble());
    long[] dims = input.shape().dims().stream().mapToLong(Integer::longValue).toArray();
    Interpreter interpreter = new Interpreter(model, new FastEvaluation());
    try (OnnxTensor tensor =
        OnnxTensor.createTensor(environment, FloatBuffer.wrap(numbers.floats()), dims)) {
      return timing.medians(
          List.of(
              () -> interpreter.run(Map.of(input.name(), numbers)),
              () -> {
                session.run(Map.of(input.name(), tensor)).close();
                return null;
              }));
    }
  }

  private static void print(Path file, String what, List<Double> seconds) {
    System.out.printf(
        "%-4s %-40s RepQC %8.2f ms   ONNX Runtime %8.2f ms   ratio %.2f%n",
        what,
        file.getFileName(),
        seconds.get(0) * 1e3,
        seconds.get(1) * 1e3,
        seconds.get(1) / seconds.get(0));
  }
}
