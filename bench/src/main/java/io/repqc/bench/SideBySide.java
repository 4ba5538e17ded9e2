package io.repqc.bench;

import io.repqc.codegen.Target;
import io.repqc.codegen.Targets;
import io.repqc.ir.ModelException;
import io.repqc.ir.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Generated C beside ONNX Runtime's best, floats in and out, one thread. */
final class SideBySide {
  private SideBySide() {}

  /** {@code words}: the target, the C compiler with its options, then networks by name or file. */
  static void run(List<String> words) throws Exception {
    Target target =
        Targets.named(words.get(0))
            .orElseThrow(() -> new ModelException("no target is called " + words.get(0)));
    List<String> compiler = List.of(words.get(1).split(" "));
    for (String name : Zoo.names(words.subList(2, words.size()))) {
      run(name, target, compiler);
    }
  }

  private static void run(String name, Target target, List<String> compiler) throws Exception {
    Integers network = Integers.of(Zoo.read(name));
    try (TimedProcess generated = GeneratedC.start(network, target, compiler);
        OnnxRuntimePeer peer = new OnnxRuntimePeer(name, network)) {
      List<Double> times = Turns.medians(List.of(generated, peer));
      Tensor answer = network.answer();
      System.out.printf(
          Locale.ROOT,
          "%-28s RepQC %10.1f us   ONNX Runtime %10.1f us   ratio %5.2f"
              + "   %s the interpreter's bits, within %.3g of ONNX Runtime%n",
          Path.of(name).getFileName(),
          times.get(0) / 1e3,
          times.get(1) / 1e3,
          times.get(1) / times.get(0),
          generated.output(answer.type()).equals(answer) ? "with" : "NOT",
          peer.distance(answer));
    }
  }
}
