package io.repqc.bench;

import io.repqc.frontend.onnx.ImportOptions;
import io.repqc.frontend.onnx.OnnxReader;
import io.repqc.frontend.onnx.write.OnnxWriter;
import io.repqc.ir.Model;
import io.repqc.passes.PassRunner;
import io.repqc.passes.Pipelines;
import io.repqc.passes.Reasons;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** From the file of a network as it is trained to the network that is deployed, once and cold. */
final class Merging {
  private Merging() {}

  /** RepVGG-A0, in a JVM of its own with 1 GiB of heap. */
  static void run() throws IOException, InterruptedException {
    Path file = Files.createTempFile("repvgg_a0", ".onnx");
    try {
      OnnxWriter.write(RepVgg.a0(), file);
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      String classes = System.getProperty("java.class.path");
      String main = Bench.class.getName();
      new ProcessBuilder(java.toString(), "-Xmx1g", "-cp", classes, main, "merge", file.toString())
          .inheritIO()
          .start()
          .waitFor();
    } finally {
      Files.delete(file);
    }
  }

  static void run(Path file) {
    print("JVM");
    Model network = OnnxReader.read(file, ImportOptions.DEFAULT);
    print("import");
    new PassRunner(Pipelines.deploy(), (pass, model) -> print(pass.name()))
        .run(network, new Reasons());
  }

  private static void print(String done) {
    double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
    long heap = Runtime.getRuntime().totalMemory() >> 20;
    System.out.printf("%-12s after %6.2f s, heap of %4d MiB%n", done, seconds, heap);
  }
}
